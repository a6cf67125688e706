package io.sightline.demo.surface;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Renders pictures of a family. The same seed gives the same picture, on every machine up to the
 * JPEG encoder.
 *
 * <p>Threading notes: has no state; any number of threads at a time.
 */
public final class SurfaceRenderer {
    private final Family family;
    private final int size;

    /** Renders square pictures of so many pixels a side; defects are sized for 256. */
    public SurfaceRenderer(Family family, int size) {
        this.family = family;
        this.size = size;
    }

    public Family family() {
        return family;
    }

    /**
     * Renders a picture of any of the family's materials.
     *
     * @param label one of the family's labels
     * @throws IllegalArgumentException if the family has no such label
     */
    public BufferedImage render(String label, long seed) {
        Dice dice = new Dice(seed);
        return render(dice.pick(List.copyOf(family.materials().keySet())), label, dice);
    }

    /** Renders a picture of one material. */
    public BufferedImage render(String material, String label, long seed) {
        return render(material, label, new Dice(seed));
    }

    private BufferedImage render(String materialName, String label, Dice dice) {
        Material material = family.materials().get(materialName);
        Defect defect = family.defects().get(label);
        if (material == null || defect == null) {
            throw new IllegalArgumentException("no material " + materialName + " or no label " + label + "; there are "
                    + family.materials().keySet() + " and " + family.defects().keySet());
        }
        Surface surface = Surface.blank(size);
        material.fill(surface, Placement.any(dice), dice);
        Wear.mark(surface, dice);
        defect.mark(surface, dice);
        new Light(dice).shade(surface);
        return new Camera(dice).expose(surface);
    }
}
