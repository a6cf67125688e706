package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;
import java.util.List;

/** Steel, aluminium or brass, ground in one direction. */
final class BrushedMetal implements Material {
    private static final List<Color> METALS =
            List.of(Color.of(0.42, 0.43, 0.45), Color.of(0.55, 0.56, 0.57), Color.of(0.55, 0.45, 0.26));

    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = dice.pick(METALS).near(dice, 0.07);
        Noise streaks = new Noise(dice);
        Noise bands = new Noise(dice);
        float strength = dice.between(0.12, 0.3);
        float gloss = dice.between(0.35, 0.7);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y);
                float across = placement.across(x, y);
                float fine =
                        streaks.at(along * 0.012f, across * 1.1f) + 0.6f * streaks.at(along * 0.05f, across * 2.3f);
                float broad = bands.at(along * 0.003f, across * 0.09f);
                surface.paint(at, color, 1 + strength * fine + 0.12f * broad);
                surface.height()[at] = 0.14f * fine;
                surface.gloss()[at] = gloss * (1 + 0.3f * broad);
            }
        }
    }
}
