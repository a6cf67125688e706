package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Material;
import io.sightline.demo.surface.Noise;
import io.sightline.demo.surface.Placement;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;
import java.util.List;

/** Paper and board, plain, ruled or corrugated. */
final class Paper implements Material {
    private static final List<Float> RULES = List.of(0f, 0f, 0.25f, 0.4f);

    @Override
    public void fill(Surface surface, Placement placement, Dice dice) {
        Color color = Color.hsv(dice.between(0.05, 0.16), dice.between(0.02, 0.5), dice.between(0.35, 0.95));
        Noise pulp = new Noise(dice);
        float rules = dice.pick(RULES);
        float corrugation = dice.chance(0.35) ? dice.between(0.3, 1) : 0;
        float pitch = dice.between(0.25, 0.5);
        int size = surface.size();
        for (int y = 0, at = 0; y < size; y++) {
            for (int x = 0; x < size; x++, at++) {
                float along = placement.along(x, y);
                float across = placement.across(x, y);
                float value = pulp.fractal(along * 0.15f, across * 0.3f, 3);
                boolean ruled = Math.abs(across - 26 * Math.round(across / 26)) < 0.8f;
                surface.paint(at, color, (1 + 0.07f * value) * (ruled ? 1 - rules : 1));
                surface.height()[at] = 0.4f * value + corrugation * (float) Math.sin(across * pitch);
                surface.gloss()[at] = 0.02f;
            }
        }
    }
}
