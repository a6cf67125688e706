package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Concrete with cloudy colour and pores. */
final class Concrete implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = Color.grey(dice.between(0.2, 0.5)).near(dice, 0.05);
        Noise cloud = new Noise(dice);
        Noise pores = new Noise(dice);
        float pitting = dice.between(0.55, 0.85);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y);
                float across = placement.across(x, y);
                float value = cloud.fractal(along * 0.02f, across * 0.02f, 5);
                float pore = Math.max(0, pores.cells(along * 0.09f, across * 0.09f) - pitting);
                surface.paint(at, color, Math.max(0.1f, 1 + 0.3f * value - 1.3f * pore));
                surface.height()[at] = 1.2f * value - 6 * pore;
                surface.gloss()[at] = 0.03f;
            }
        }
    }
}
