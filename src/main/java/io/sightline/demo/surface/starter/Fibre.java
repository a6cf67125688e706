package io.sightline.demo.surface.starter;

import io.sightline.demo.surface.Defect;
import io.sightline.demo.surface.Dice;
import io.sightline.demo.surface.Mask;
import io.sightline.demo.surface.Surface;
import io.sightline.demo.surface.Surface.Color;

/** Hairs and fibres that lie on the surface, with a little shadow. */
final class Fibre implements Defect {
    @Override
    public void mark(Surface surface, Dice dice) {
        int size = surface.size();
        Mask hair = new Mask(size);
        int count = dice.between(1, 3);
        for (int i = 0; i < count; i++) {
            float length = dice.between(0.25, 0.9) * size;
            hair.stroke(
                    dice,
                    dice.between(0.2, 0.8) * size,
                    dice.between(0.2, 0.8) * size,
                    dice.angle(),
                    new Mask.Stroke(length, dice.between(1.3, 3), 1, dice.between(0.004, 0.018), 0.01f, false));
        }
        Color color = dice.chance(0.5)
                ? Color.grey(dice.between(0.005, 0.06))
                : Color.hsv(dice.between(0, 1.0), dice.between(0, 0.6), dice.between(0.5, 0.95));
        int shift = (dice.chance(0.5) ? 1 : -1) * (dice.between(1, 3) + dice.between(0, 2) * size);
        for (int at = 0; at < size * size; at++) {
            int caster = at - shift;
            if (caster >= 0 && caster < size * size && hair.at(caster) > 0) {
                surface.tint(at, Color.grey(0.55), 0.7f * hair.at(caster));
            }
        }
        for (int at = 0; at < size * size; at++) {
            if (hair.at(at) > 0) {
                surface.cover(at, color, 0.9f * hair.at(at));
                surface.height()[at] += hair.at(at);
            }
        }
    }
}
