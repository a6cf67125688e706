package io.sightline.demo.surface.line;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;
import java.util.List;

/** A strip of adhesive tape that was left on: straight edges, a colour of its own, creased, a little see-through. */
final class Tape implements Defect {
    private static final List<Color> COLOURS = List.of(
            Color.of(0.72, 0.55, 0.28), // packing tape
            Color.of(0.75, 0.68, 0.45), // masking tape
            Color.of(0.1, 0.25, 0.6), // blue masking tape
            Color.of(0.7, 0.6, 0.05), // marking tape
            Color.of(0.75, 0.75, 0.72)); // white

    @Override
    public void mark(Surface surface, Dice dice) {
        int size = surface.size();
        float centreX = dice.between(0.3, 0.7) * size;
        float centreY = dice.between(0.3, 0.7) * size;
        float angle = dice.angle();
        float cos = (float) Math.cos(angle);
        float sin = (float) Math.sin(angle);
        float halfLength = dice.between(0.18, 0.38) * size;
        float halfWidth = dice.between(0.055, 0.1) * size;
        Color colour = dice.pick(COLOURS).near(dice, 0.08);
        float opacity = dice.between(0.78, 0.96);
        float torn = dice.between(2, 6);
        Noise creases = new Noise(dice);
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = (x - centreX) * cos + (y - centreY) * sin;
                float across = (y - centreY) * cos - (x - centreX) * sin;
                float end = halfLength + torn * creases.at(across * 0.3f, 7);
                float cover = edge(halfWidth - Math.abs(across)) * edge(end - Math.abs(along));
                if (cover > 0) {
                    float shade = 1 + 0.08f * creases.fractal(along * 0.02f, across * 0.12f, 2);
                    surface.cover(
                            at,
                            new Color(colour.red() * shade, colour.green() * shade, colour.blue() * shade),
                            opacity * cover);
                    surface.height()[at] += 1.2f * cover;
                    surface.gloss()[at] += 0.25f * cover;
                }
            }
        }
    }

    /** 0 outside, 1 inside, fading over one pixel. */
    private static float edge(float inside) {
        return Math.min(1, Math.max(0, inside + 0.5f));
    }
}
