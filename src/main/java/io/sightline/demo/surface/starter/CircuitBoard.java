package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;
import java.util.List;

/** A bare circuit board: lacquer, copper tracks, round pads. */
final class CircuitBoard implements Material {
    private static final List<Color> LACQUERS = List.of(
            Color.of(0.03, 0.22, 0.08),
            Color.of(0.03, 0.08, 0.3),
            Color.of(0.25, 0.03, 0.03),
            Color.of(0.03, 0.03, 0.03));

    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color lacquer = dice.pick(LACQUERS).near(dice, 0.02);
        Color tin = Color.of(0.6, 0.6, 0.58).near(dice, 0.08);
        Noise layout = new Noise(dice);
        float grid = dice.between(14, 26);
        float gloss = dice.between(0.25, 0.6);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float column = placement.along(x, y) / grid;
                float row = placement.across(x, y) / grid;
                float inX = column - (float) Math.floor(column) - 0.5f;
                float inY = row - (float) Math.floor(row) - 0.5f;
                float kind = layout.cell(column, row);
                boolean track = layout.cell(3, row) > 0 ? Math.abs(inY) < 0.14f : Math.abs(inX) < 0.1f && kind > -0.4f;
                boolean pad = kind > 0.45f && inX * inX + inY * inY < 0.11f;
                boolean drill = pad && inX * inX + inY * inY < 0.025f;
                surface.paint(at, lacquer, track ? 1.5f : 1);
                if (pad) {
                    surface.paint(at, tin, drill ? 0.05f : 1);
                }
                surface.height()[at] = (track || pad ? 0.8f : 0) - (drill ? 3 : 0);
                surface.gloss()[at] = gloss;
            }
        }
    }
}
