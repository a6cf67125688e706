package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Mask;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Rust: grainy orange and brown in patches. */
final class Rust implements Defect {
    @Override
    public void mark(Surface surface, Dice dice) {
        int size = surface.size();
        Mask area = new Mask(size);
        int patches = dice.between(1, 4);
        for (int i = 0; i < patches; i++) {
            area.spot(
                    dice.between(0.15, 0.85) * size,
                    dice.between(0.15, 0.85) * size,
                    dice.between(0.05, 0.15) * size,
                    dice.between(0.7, 1));
        }
        area.soften((int) dice.between(5, 14));
        Noise eaten = new Noise(dice);
        Color rust = Color.of(0.35, 0.12, 0.03).near(dice, 0.06);
        float strength = dice.between(0.6, 1);
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                if (area.at(at) <= 0.05f) {
                    continue;
                }
                float grain = eaten.fractal(x * 0.09f, y * 0.09f, 4);
                float amount = Math.min(1, Math.max(0, (area.at(at) + 0.6f * grain - 0.4f) * 5)) * strength;
                surface.cover(
                        at,
                        Color.of(rust.red() * (1 + 0.5f * grain), rust.green() * (1 + 0.7f * grain), rust.blue()),
                        amount);
                surface.height()[at] += 1.5f * amount * grain;
                surface.gloss()[at] *= 1 - amount;
            }
        }
    }
}
