package io.sightline.augmentation;

/** A picture's values. */
final class Pixel {
    static final int CHANNELS = 3;
    static final float MAX = 255;
    /** What is 0 for a network that takes -1 to 1. */
    static final float GREY = MAX / 2;

    private Pixel() {}

    static float clip(float value) {
        return Math.min(MAX, Math.max(0, value));
    }
}
