package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Cork and chipboard: pressed crumbs. */
final class Cork implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = Color.hsv(dice.between(0.06, 0.11), dice.between(0.3, 0.6), dice.between(0.4, 0.8));
        Noise crumbs = new Noise(dice);
        Noise warp = new Noise(dice);
        float scale = dice.between(0.06, 0.14);
        float stretch = dice.between(0.35, 1);
        float depth = dice.between(0.4, 1.4);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y) * scale * stretch;
                float across = placement.across(x, y) * scale;
                float bent = 0.7f * warp.at(along * 1.3f, across * 1.3f);
                float shade = crumbs.fractal(along + bent, across - bent, 4);
                float seam = Math.max(0, 1 - Math.abs(warp.at(along * 1.7f + bent, across * 1.7f)) * 9);
                surface.paint(at, color, Math.max(0.1f, 1 + 0.4f * shade - 0.35f * seam));
                surface.height()[at] = depth * (shade - seam);
                surface.gloss()[at] = 0.04f;
            }
        }
    }
}
