package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Surface;

/** Blisters: small domes, alone or in a group. */
final class Bubble implements Defect {
    @Override
    public void mark(Surface surface, Dice dice) {
        int size = surface.size();
        int count = dice.between(1, 9);
        float centreX = dice.between(0.3, 0.7) * size;
        float centreY = dice.between(0.3, 0.7) * size;
        float largest = count < 3 ? 0.17f : 0.08f;
        for (int i = 0; i < count; i++) {
            float x = centreX + dice.between(-0.25, 0.25) * size;
            float y = centreY + dice.between(-0.25, 0.25) * size;
            dome(surface, x, y, dice.between(0.025, largest) * size, dice.between(0.3, 0.6));
        }
    }

    private static void dome(Surface surface, float x, float y, float radius, float steepness) {
        int size = surface.size();
        for (int py = Math.max(0, (int) (y - radius)); py <= Math.min(size - 1, y + radius); py++) {
            for (int px = Math.max(0, (int) (x - radius)); px <= Math.min(size - 1, x + radius); px++) {
                float rest = 1 - ((px - x) * (px - x) + (py - y) * (py - y)) / (radius * radius);
                if (rest > 0) {
                    int at = py * size + px;
                    surface.height()[at] += steepness * radius * rest * (2 - rest) * 0.6f;
                    surface.gloss()[at] += 0.15f * rest;
                }
            }
        }
    }
}
