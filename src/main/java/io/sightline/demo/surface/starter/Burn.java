package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Mask;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** A burn: black in the middle, brown around. */
final class Burn implements Defect {
    @Override
    public void mark(Surface surface, Dice dice) {
        int size = surface.size();
        Mask heat = new Mask(size);
        float x = dice.between(0.25, 0.75) * size;
        float y = dice.between(0.25, 0.75) * size;
        float radius = dice.between(0.05, 0.13) * size;
        heat.spot(x, y, radius, 1);
        heat.stroke(
                dice,
                x,
                y,
                dice.angle(),
                new Mask.Stroke(radius * dice.between(0, 4), radius * 1.3f, 1, 0.01f, 0.02f, true));
        heat.soften((int) (radius * dice.between(0.4, 0.8)));
        Noise edge = new Noise(dice);
        Color scorched = Color.of(0.25, 0.12, 0.04).near(dice, 0.04);
        float strength = dice.between(0.6, 1);
        for (int py = 0, at = 0; py < size; py++) {
            for (int px = 0; px < size; px++, at++) {
                float value = heat.at(at);
                if (value <= 0.01f) {
                    continue;
                }
                value = Math.max(0, value + 0.25f * edge.fractal(px * 0.05f, py * 0.05f, 3) * (1 - value));
                surface.tint(at, scorched, Math.min(1, value * 1.8f) * strength);
                surface.cover(at, Color.grey(0.01), Math.min(1, Math.max(0, value * 2.2f - 0.9f)) * strength);
                surface.height()[at] -= 2 * value * strength;
                surface.gloss()[at] *= 1 - Math.min(1, value);
            }
        }
    }
}
