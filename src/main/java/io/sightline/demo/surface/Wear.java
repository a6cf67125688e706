package io.sightline.demo.surface;

import io.sightline.demo.surface.Surface.Color;

/**
 * What is on every surface, sound or not, and says nothing about it: dust, uneven shade, a gentle
 * bulge. Without it a classifier would only have to look for anything at all.
 */
final class Wear {
    private Wear() {}

    static void mark(Surface surface, Dice dice) {
        shade(surface, dice);
        dust(surface, dice);
    }

    private static void shade(Surface surface, Dice dice) {
        Noise cloud = new Noise(dice);
        float scale = dice.between(0.004, 0.012);
        float strength = dice.between(0, 0.13);
        float bulge = dice.between(-9, 9);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float value = cloud.at(x * scale, y * scale);
                float factor = 1 + strength * value;
                surface.red()[at] *= factor;
                surface.green()[at] *= factor;
                surface.blue()[at] *= factor;
                surface.height()[at] += bulge * value;
            }
        }
    }

    private static void dust(Surface surface, Dice dice) {
        int specks = dice.between(0, 14);
        Mask mask = new Mask(surface.size());
        for (int i = 0; i < specks; i++) {
            mask.spot(
                    dice.between(0, surface.size()),
                    dice.between(0, surface.size()),
                    dice.between(0.2, 1.1),
                    dice.between(0.15, 0.6));
        }
        Color color = Color.grey(dice.chance(0.6) ? dice.between(0.6, 0.9) : dice.between(0.02, 0.15));
        for (int at = 0; at < surface.size() * surface.size(); at++) {
            if (mask.at(at) > 0) {
                surface.cover(at, color, mask.at(at));
            }
        }
    }
}
