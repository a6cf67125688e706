package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Chips of stone in cement, or ceramic tiles. */
final class Terrazzo implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color cement = Color.grey(dice.between(0.25, 0.65)).near(dice, 0.06);
        Color chip = Color.hsv(dice.between(0, 1.0), dice.between(0.05, 0.45), dice.between(0.15, 0.85));
        Noise stones = new Noise(dice);
        Noise grain = new Noise(dice);
        float scale = dice.between(0.03, 0.09);
        float share = dice.between(0.12, 0.35);
        float groove = dice.chance(0.5) ? dice.between(0.3, 1.2) : 0;
        float gloss = dice.between(0.1, 0.6);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y);
                float across = placement.across(x, y);
                float middle = stones.cells(along * scale, across * scale);
                float inside = Math.min(1, Math.max(0, (middle - share) * 12));
                float value = grain.fractal(along * 0.2f, across * 0.2f, 2);
                surface.paint(at, cement, 1 + 0.15f * value);
                surface.cover(at, chip, 0.85f * inside);
                surface.height()[at] = groove * inside + 0.15f * value;
                surface.gloss()[at] = gloss;
            }
        }
    }
}
