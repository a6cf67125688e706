package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** A fold or crease across the picture: the two sides catch different light. */
final class Fold implements Defect {
    @Override
    public void mark(Surface surface, Dice dice) {
        int folds = dice.chance(0.7) ? 1 : 2;
        for (int i = 0; i < folds; i++) {
            crease(surface, dice);
        }
    }

    private static void crease(Surface surface, Dice dice) {
        int size = surface.size();
        float angle = dice.angle();
        float cos = (float) Math.cos(angle);
        float sin = (float) Math.sin(angle);
        float centreX = dice.between(0.3, 0.7) * size;
        float centreY = dice.between(0.3, 0.7) * size;
        float reach = dice.between(4, 22);
        float steepness = dice.between(0.2, 0.55) * (dice.chance(0.5) ? 1 : -1);
        float length = dice.between(0.3, 1) * size;
        Noise bend = new Noise(dice);
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = (x - centreX) * cos + (y - centreY) * sin;
                float across = (y - centreY) * cos - (x - centreX) * sin + 6 * bend.at(along * 0.015f, 0);
                float fade = Math.min(1, Math.max(0, (length / 2 - Math.abs(along)) / 20));
                float near = Math.max(0, reach - Math.abs(across));
                surface.height()[at] += steepness * near * fade;
                if (Math.abs(across) < 1.2f) {
                    surface.tint(at, Color.grey(0.7), fade);
                }
            }
        }
    }
}
