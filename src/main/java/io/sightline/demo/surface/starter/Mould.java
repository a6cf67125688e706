package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Mask;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Mould: a swarm of small dark or coloured specks. */
final class Mould implements Defect {
    @Override
    public void mark(Surface surface, Dice dice) {
        int size = surface.size();
        Mask specks = new Mask(size);
        float x = dice.between(0.25, 0.75) * size;
        float y = dice.between(0.25, 0.75) * size;
        float spread = dice.between(0.05, 0.14) * size;
        int count = dice.between(30, 100);
        float largest = dice.between(2.5, 6);
        for (int i = 0; i < count; i++) {
            specks.spot(
                    x + spread * dice.gaussian(),
                    y + spread * dice.gaussian(),
                    dice.between(1, largest),
                    dice.between(0.75, 1));
        }
        Color color = Color.hsv(dice.between(0.2, 0.5), dice.between(0.1, 0.7), dice.between(0.02, 0.2));
        for (int at = 0; at < size * size; at++) {
            if (specks.at(at) > 0) {
                surface.cover(at, color, 0.85f * specks.at(at));
                surface.height()[at] += 0.4f * specks.at(at);
            }
        }
    }
}
