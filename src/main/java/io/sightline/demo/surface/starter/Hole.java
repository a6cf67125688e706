package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Mask;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** One to three holes with dark inside and a lit edge. */
final class Hole implements Defect {
    @Override
    public void mark(Surface surface, Dice dice) {
        int size = surface.size();
        Mask hole = new Mask(size);
        int count = dice.between(1, 3);
        for (int i = 0; i < count; i++) {
            float x = dice.between(0.15, 0.85) * size;
            float y = dice.between(0.15, 0.85) * size;
            float radius = dice.between(0.02, 0.08) * size;
            hole.spot(x, y, radius, 1);
            hole.spot(x + radius * dice.between(-0.5, 0.5), y + radius * dice.between(-0.5, 0.5), radius * 0.8f, 1);
        }
        hole.soften(1);
        float depth = dice.between(2, 6);
        for (int at = 0; at < size * size; at++) {
            float value = hole.at(at);
            if (value > 0) {
                surface.cover(at, Color.grey(0.01), 0.95f * value);
                surface.height()[at] -= depth * value;
                surface.gloss()[at] *= 1 - value;
            }
        }
    }
}
