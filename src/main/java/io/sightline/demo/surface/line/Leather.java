package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Leather: rounded grains between fine creases. */
final class Leather implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = Color.hsv(dice.between(0.01, 0.09), dice.between(0.35, 0.85), dice.between(0.12, 0.6));
        Noise grain = new Noise(dice);
        Noise warp = new Noise(dice);
        float scale = dice.between(0.07, 0.13);
        float depth = dice.between(0.9, 1.8);
        float gloss = dice.between(0.1, 0.4);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y) * scale;
                float across = placement.across(x, y) * scale;
                float bent = 0.9f * warp.at(along * 0.9f, across * 0.9f);
                float crease = Math.abs(grain.at(along + bent, across - bent))
                        + 0.6f * Math.abs(grain.at(along * 2.1f - bent, across * 2.1f + 40));
                float rounded = (float) Math.sqrt(Math.min(1, crease * 1.6f));
                surface.paint(at, color, 0.72f + 0.34f * rounded);
                surface.height()[at] = depth * rounded;
                surface.gloss()[at] = gloss * rounded;
            }
        }
    }
}
