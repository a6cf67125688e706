package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Mask;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;
import java.util.List;

/** A stain: a blot with a ragged edge, often darker at its rim, sometimes with splashes. */
final class Stain implements Defect {
    private static final List<Color> LIQUIDS = List.of(
            Color.of(0.36, 0.16, 0.04), // coffee, rusty water
            Color.of(0.2, 0.11, 0.03), // oil
            Color.of(0.06, 0.1, 0.5), // ink
            Color.of(0.1, 0.35, 0.12), // coolant
            Color.of(0.5, 0.06, 0.06)); // marker, primer

    @Override
    public void mark(Surface surface, Dice dice) {
        int size = surface.size();
        Mask blot = new Mask(size);
        float x = dice.between(0.25, 0.75) * size;
        float y = dice.between(0.25, 0.75) * size;
        float radius = dice.between(0.09, 0.19) * size;
        blot.spot(x, y, radius, 1);
        int lobes = dice.between(1, 4);
        for (int i = 0; i < lobes; i++) {
            float angle = dice.angle();
            float away = radius * dice.between(0.5, 1.2);
            blot.spot(
                    x + away * (float) Math.cos(angle),
                    y + away * (float) Math.sin(angle),
                    radius * dice.between(0.3, 0.8),
                    1);
        }
        blot.soften((int) (radius * 0.35f));
        soak(surface, dice, blot);
    }

    private static void soak(Surface surface, Dice dice, Mask blot) {
        int size = surface.size();
        Color liquid = dice.pick(LIQUIDS).near(dice, 0.06);
        boolean film = dice.chance(0.25);
        float sharpness = dice.between(4.5, 10);
        float strength = dice.between(0.85, 1);
        float rim = dice.between(0.2, 0.9);
        float wet = dice.chance(0.4) ? dice.between(0.1, 0.4) : 0;
        Noise edge = new Noise(dice);
        float ragged = dice.between(0.02, 0.09);
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float value = blot.at(at);
                if (value <= 0.02f) {
                    continue;
                }
                float shape = value + 0.35f * edge.fractal(x * ragged, y * ragged, 3) * (1 - value);
                float inside = Math.min(1, Math.max(0, (shape - 0.42f) * sharpness));
                float atRim = Math.max(0, 1 - Math.abs(shape - 0.5f) * 9);
                float amount = inside
                        * (strength * (0.72f + 0.4f * edge.fractal(x * 0.03f, y * 0.03f, 3)) + 0.3f * rim * atRim);
                amount = Math.min(1, amount);
                if (film) {
                    surface.cover(at, liquid, amount * 0.8f);
                } else {
                    surface.tint(at, liquid, amount);
                }
                surface.gloss()[at] += wet * inside;
            }
        }
    }
}
