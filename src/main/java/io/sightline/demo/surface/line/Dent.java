package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Surface;

/** A dent or two: shallow hollows that only the light shows. */
final class Dent implements Defect {
    @Override
    public void mark(Surface surface, Dice dice) {
        int count = dice.chance(0.75) ? 1 : 2;
        for (int i = 0; i < count; i++) {
            hollow(surface, dice);
        }
    }

    private static void hollow(Surface surface, Dice dice) {
        int size = surface.size();
        float centreX = dice.between(0.22, 0.78) * size;
        float centreY = dice.between(0.22, 0.78) * size;
        float radius = dice.between(0.1, 0.21) * size;
        float squeeze = dice.between(0.55, 1);
        float angle = dice.angle();
        float cos = (float) Math.cos(angle);
        float sin = (float) Math.sin(angle);
        float depth = radius * dice.between(0.32, 0.48);
        float rim = dice.between(0, 0.25);
        Noise uneven = new Noise(dice);
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float dx = (x - centreX) * cos + (y - centreY) * sin;
                float dy = ((y - centreY) * cos - (x - centreX) * sin) / squeeze;
                float distance = (float) Math.sqrt(dx * dx + dy * dy) / radius;
                if (distance > 1.7f) {
                    continue;
                }
                distance *= 1 + 0.18f * uneven.at(x * 0.03f, y * 0.03f);
                surface.height()[at] -= depth * (bell(distance) - rim * bell((distance - 1.1f) * 2.6f));
                surface.gloss()[at] += 0.12f * bell(distance);
            }
        }
    }

    /** 1 at 0, falling smoothly to 0 at 1 and beyond. */
    private static float bell(float distance) {
        float rest = 1 - distance * distance;
        return rest <= 0 ? 0 : rest * rest;
    }
}
