package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Black or coloured rubber with a moulded pattern of bars or studs. */
final class Rubber implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = dice.chance(0.6)
                ? Color.grey(dice.between(0.015, 0.1))
                : Color.hsv(dice.between(0, 1.0), dice.between(0.4, 0.8), dice.between(0.15, 0.45));
        Noise skin = new Noise(dice);
        float pitch = dice.between(0.1, 0.35);
        float depth = dice.chance(0.3) ? 0 : dice.between(0.8, 2.5);
        boolean studs = dice.chance(0.5);
        float gloss = dice.between(0.1, 0.4);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y);
                float across = placement.across(x, y);
                float value = skin.fractal(along * 0.35f, across * 0.35f, 2);
                float wave = (float) (Math.sin(across * pitch) * (studs ? Math.sin(along * pitch) : 1));
                float bar = Math.min(1, Math.max(0, wave * 3));
                surface.paint(at, color, 1 + 0.15f * value);
                surface.height()[at] = 0.4f * value + depth * bar;
                surface.gloss()[at] = gloss;
            }
        }
    }
}
