package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Mask;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Colour gone wrong: a patch that light or a chemical has paled, darkened or shifted. */
final class Bleach implements Defect {
    @Override
    public void mark(Surface surface, Dice dice) {
        int size = surface.size();
        Mask area = new Mask(size);
        float x = dice.between(0.2, 0.8) * size;
        float y = dice.between(0.2, 0.8) * size;
        float radius = dice.between(0.07, 0.18) * size;
        int patches = dice.between(1, 3);
        for (int i = 0; i < patches; i++) {
            area.spot(
                    x + radius * dice.between(-1, 1),
                    y + radius * dice.between(-1, 1),
                    radius * dice.between(0.5, 1),
                    1);
        }
        area.soften((int) (radius * dice.between(0.1, 0.4)));
        Noise edge = new Noise(dice);
        float ragged = dice.between(0.02, 0.1);
        Color shift = Color.hsv(dice.between(0, 1.0), dice.between(0.1, 0.9), dice.between(0.2, 1));
        float strength = dice.between(0.6, 1);
        boolean paler = dice.chance(0.5);
        for (int py = 0, at = 0; py < size; py++) {
            for (int px = 0; px < size; px++, at++) {
                if (area.at(at) <= 0.02f) {
                    continue;
                }
                float shape = area.at(at) + 0.3f * edge.fractal(px * ragged, py * ragged, 3);
                float amount = strength * Math.min(1, Math.max(0, (shape - 0.35f) * 5));
                if (paler) {
                    surface.cover(at, shift, 0.7f * amount);
                } else {
                    surface.tint(at, shift, amount);
                }
            }
        }
    }
}
