package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Polished marble with veins. */
final class Marble implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = Color.grey(dice.between(0.3, 0.75)).near(dice, 0.06);
        Color vein = dice.chance(0.7) ? Color.of(0.1, 0.1, 0.12) : Color.of(0.45, 0.35, 0.2);
        Noise flow = new Noise(dice);
        float scale = dice.between(0.008, 0.02);
        float strength = dice.between(0.25, 0.7);
        float gloss = dice.between(0.3, 0.7);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y) * scale;
                float across = placement.across(x, y) * scale;
                float value = flow.fractal(along + 1.5f * flow.at(across * 1.7f, along * 1.7f), across * 1.6f, 4);
                float line = Math.max(0, 1 - Math.abs(value) * 5);
                surface.paint(at, color, 1 + 0.2f * value);
                surface.cover(at, vein, strength * line * line);
                surface.gloss()[at] = gloss;
            }
        }
    }
}
