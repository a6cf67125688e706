package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Woven cloth. */
final class Fabric implements Material {
    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = Color.hsv(dice.between(0, 1.0), dice.between(0.1, 0.55), dice.between(0.15, 0.65));
        Noise threads = new Noise(dice);
        float pitch = dice.between(0.55, 1.15);
        float depth = dice.between(0.4, 0.9);
        int twill = dice.between(1, 3);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y) + 1.2f * threads.at(x * 0.02f, y * 0.02f);
                float across = placement.across(x, y);
                float warp = (float) Math.sin(along * pitch);
                float weft = (float) Math.sin(across * pitch);
                boolean over = Math.floorMod(
                                (int) Math.floor(along * pitch / Math.PI)
                                        + twill * (int) Math.floor(across * pitch / Math.PI),
                                2)
                        == 0;
                float thread = Math.abs(over ? warp : weft);
                float fuzz = threads.at(along * 0.5f, across * 0.5f);
                float yarn = threads.at(over ? along * 0.15f : 7, over ? 9 : across * 0.15f);
                surface.paint(at, color, 0.7f + 0.25f * thread + 0.09f * fuzz + 0.09f * yarn);
                surface.height()[at] = depth * thread;
                surface.gloss()[at] = 0.03f;
            }
        }
    }
}
