package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Leather: rounded grains between fine creases. */
final class Leather implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = Color.hsv(dice.between(0.01, 0.09), dice.between(0.35, 0.85), dice.between(0.12, 0.6));
        Noise grain = new Noise(dice);
        Noise warp = new Noise(dice);
        float scale = dice.between(0.09, 0.2);
        float depth = dice.between(0.5, 1.3);
        float gloss = dice.between(0.1, 0.4);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y) * scale;
                float across = placement.across(x, y) * scale;
                float bentX = along + 0.5f * warp.at(along * 0.8f, across * 0.8f);
                float bentY = across + 0.5f * warp.at(along * 0.8f + 50, across * 0.8f);
                float rounded = (float) Math.sqrt(Math.min(1, 2.2f * grain.cells(bentX, bentY)));
                rounded += 0.12f * warp.at(along * 4, across * 4);
                surface.paint(at, color, 0.72f + 0.34f * rounded);
                surface.height()[at] = depth * rounded;
                surface.gloss()[at] = gloss * rounded;
            }
        }
    }
}
