package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Planed wood with rings and pores. */
final class Wood implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = Color.hsv(dice.between(0.05, 0.11), dice.between(0.35, 0.75), dice.between(0.35, 0.85));
        Noise rings = new Noise(dice);
        Noise pores = new Noise(dice);
        float frequency = dice.between(0.1, 0.28);
        float contrast = dice.between(0.1, 0.26);
        float gloss = dice.between(0.03, 0.3);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y);
                float across = placement.across(x, y);
                float wave = across * frequency + 5 * rings.fractal(along * 0.004f, across * 0.012f, 2);
                float ring = wave - (float) Math.floor(wave);
                float pore = Math.max(0, pores.at(along * 0.035f, across * 0.75f) - 0.35f);
                surface.paint(at, color, 1 - contrast * ring * ring - 0.5f * pore);
                surface.height()[at] = -0.7f * pore - 0.12f * ring;
                surface.gloss()[at] = gloss;
            }
        }
    }
}
