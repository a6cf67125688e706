package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Sandblasted or cast iron and aluminium: grey and grainy. */
final class CastMetal implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = Color.grey(dice.between(0.14, 0.42)).near(dice, 0.03);
        Noise grain = new Noise(dice);
        float scale = dice.between(0.28, 0.6);
        float depth = dice.between(0.5, 1.1);
        float gloss = dice.between(0.1, 0.35);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y) * scale;
                float across = placement.across(x, y) * scale;
                float value = grain.fractal(along, across, 3);
                surface.paint(at, color, 1 + 0.18f * value);
                surface.height()[at] = depth * value;
                surface.gloss()[at] = gloss;
            }
        }
    }
}
