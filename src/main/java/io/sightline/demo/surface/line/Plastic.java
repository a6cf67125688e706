package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Moulded plastic with the fine texture of its mould. */
final class Plastic implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = dice.chance(0.5)
                ? Color.grey(dice.between(0.02, 0.6)).near(dice, 0.02)
                : Color.hsv(dice.between(0, 1.0), dice.between(0.15, 0.6), dice.between(0.2, 0.65));
        Noise texture = new Noise(dice);
        Noise flow = new Noise(dice);
        float scale = dice.between(0.18, 0.5);
        float depth = dice.between(0.2, 0.75);
        float gloss = dice.between(0.15, 0.5);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y);
                float across = placement.across(x, y);
                float value = Math.abs(texture.at(along * scale, across * scale));
                surface.paint(at, color, 1 + 0.06f * flow.at(along * 0.008f, across * 0.025f));
                surface.height()[at] = depth * value * 1.6f;
                surface.gloss()[at] = gloss;
            }
        }
    }
}
