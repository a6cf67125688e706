package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Mask;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** One to three scratches: grooves with bright or dark bottoms. */
final class Scratch implements Defect {
    @Override
    public void mark(Surface surface, Dice dice) {
        int size = surface.size();
        Mask groove = new Mask(size);
        int count = dice.between(1, 3);
        float angle = dice.angle();
        for (int i = 0; i < count; i++) {
            float length = dice.between(0.3, 0.8) * size;
            float direction = angle + dice.between(-0.35, 0.35);
            float x = dice.between(0.3, 0.7) * size - length / 2 * (float) Math.cos(direction);
            float y = dice.between(0.3, 0.7) * size - length / 2 * (float) Math.sin(direction);
            float width = dice.between(2, 4);
            groove.stroke(
                    dice,
                    x,
                    y,
                    direction,
                    new Mask.Stroke(length, width, dice.between(0.6, 1), dice.between(0, 0.0022), 0.004f, true));
        }
        boolean bright = dice.chance(brightness(surface) > 0.4 ? 0.15 : 0.8);
        Color bottom = Color.grey(bright ? dice.between(0.55, 0.95) : dice.between(0.01, 0.1));
        float opacity = dice.between(0.6, 0.95);
        float depth = dice.between(1.2, 2.6);
        for (int at = 0; at < size * size; at++) {
            float value = groove.at(at);
            if (value > 0) {
                surface.cover(at, bottom, opacity * value);
                surface.height()[at] -= depth * value;
                surface.gloss()[at] += (bright ? 0.3f : -0.2f) * value * surface.gloss()[at];
            }
        }
    }

    /** Mean of the green channel, which the eye goes by most. */
    private static double brightness(Surface surface) {
        double sum = 0;
        for (float value : surface.green()) {
            sum += value;
        }
        return sum / surface.green().length;
    }
}
