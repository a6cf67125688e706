package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Mask;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** A jagged crack that may branch. */
final class Crack implements Defect {
    @Override
    public void mark(Surface surface, Dice dice) {
        int size = surface.size();
        Mask crack = new Mask(size);
        float x = dice.between(0.15, 0.5) * size;
        float y = dice.between(0.2, 0.8) * size;
        float width = dice.between(1.4, 3.4);
        float length = dice.between(0.35, 0.8) * size;
        float angle = dice.between(-0.9, 0.9) + (dice.chance(0.5) ? 1.57f : 0);
        Mask.Stroke whole = new Mask.Stroke(length / 3, width, 1, 0.004f, 0.16f, false);
        float[] end = {x, y, angle};
        int parts = dice.between(2, 4);
        for (int i = 0; i < parts; i++) {
            end = crack.stroke(dice, end[0], end[1], end[2] + dice.between(-0.5, 0.5), whole);
            if (dice.chance(0.5)) {
                float side = dice.chance(0.5) ? 0.9f : -0.9f;
                crack.stroke(
                        dice,
                        end[0],
                        end[1],
                        end[2] + side,
                        new Mask.Stroke(length * dice.between(0.1, 0.3), width * 0.6f, 0.9f, 0.004f, 0.2f, false));
            }
        }
        float depth = dice.between(1, 3);
        float dark = dice.between(0.6, 0.95);
        for (int at = 0; at < size * size; at++) {
            float value = crack.at(at);
            if (value > 0) {
                surface.cover(at, Color.grey(0.01), dark * value);
                surface.height()[at] -= depth * value;
            }
        }
    }
}
