package io.sightline.augmentation;

import io.sightline.image.Pixels;
import java.util.Arrays;

/**
 * A grey square. It may lie partly outside, as in the paper: else the middle of the picture would be
 * hidden more often than its edge.
 *
 * @param side as a share of the shorter side; 0 for none
 * @param x where its middle is between left, 0, and right, 1
 * @param y where its middle is between top, 0, and bottom, 1
 */
record Cutout(double side, double x, double y) {
    static final Cutout NONE = new Cutout(0, 0, 0);

    /** Hides pixels in place. */
    void apply(Pixels picture) {
        double pixels = side * Math.min(picture.height(), picture.width());
        int left = edge(x * picture.width() - pixels / 2, picture.width());
        int right = edge(x * picture.width() + pixels / 2, picture.width());
        int top = edge(y * picture.height() - pixels / 2, picture.height());
        int bottom = edge(y * picture.height() + pixels / 2, picture.height());
        for (int row = top; row < bottom; row++) {
            int start = row * picture.width();
            Arrays.fill(picture.rgb(), (start + left) * Pixel.CHANNELS, (start + right) * Pixel.CHANNELS, Pixel.GREY);
        }
    }

    private static int edge(double at, int size) {
        return (int) Math.min(size, Math.max(0, Math.round(at)));
    }
}
