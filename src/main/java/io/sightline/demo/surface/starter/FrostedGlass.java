package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Frosted or ribbed glass over something blurred. */
final class FrostedGlass implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = Color.hsv(dice.between(0.35, 0.65), dice.between(0.05, 0.4), dice.between(0.3, 0.85));
        Noise behind = new Noise(dice);
        Noise frost = new Noise(dice);
        float ribs = dice.chance(0.5) ? dice.between(0.4, 1.5) : 0;
        float pitch = dice.between(0.12, 0.3);
        float depth = dice.between(0.1, 0.5);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y);
                float across = placement.across(x, y);
                float wave = (float) Math.sin(across * pitch);
                surface.paint(at, color, 1 + 0.4f * behind.at(along * 0.012f, across * 0.012f + 0.2f * wave * ribs));
                surface.height()[at] = depth * frost.at(along * 0.6f, across * 0.6f) + ribs * wave;
                surface.gloss()[at] = 0.9f;
            }
        }
    }
}
