package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Lacquered sheet metal with the slight waviness of sprayed paint. */
final class PaintedSheet implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = dice.chance(0.3)
                ? Color.grey(dice.between(0.03, 0.7))
                : Color.hsv(dice.between(0, 1.0), dice.between(0.3, 0.8), dice.between(0.15, 0.6));
        Noise peel = new Noise(dice);
        Noise flake = new Noise(dice);
        float scale = dice.between(0.09, 0.2);
        float depth = dice.between(0.08, 0.4);
        float metallic = dice.chance(0.4) ? dice.between(0.08, 0.2) : 0;
        float gloss = dice.between(0.4, 0.95);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y);
                float across = placement.across(x, y);
                surface.paint(at, color, 1 + metallic * flake.at(along * 0.9f, across * 0.9f));
                surface.height()[at] = depth * peel.fractal(along * scale, across * scale, 2);
                surface.gloss()[at] = gloss;
            }
        }
    }
}
