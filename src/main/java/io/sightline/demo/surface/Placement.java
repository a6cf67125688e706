package io.sightline.demo.surface;

/**
 * How a material lies under the camera: turned, and nearer or further.
 *
 * @param zoom size of the picture relative to the usual distance
 */
public record Placement(float cos, float sin, float zoom) {

    /** Lies anyhow. */
    public static Placement any(Dice dice) {
        float angle = dice.angle();
        return new Placement((float) Math.cos(angle), (float) Math.sin(angle), dice.between(0.75, 1.45));
    }

    /** Distance along the material's grain of a pixel, in pixels at the usual distance. */
    public float along(int x, int y) {
        return (x * cos + y * sin) / zoom;
    }

    /** Distance across the material's grain. */
    public float across(int x, int y) {
        return (y * cos - x * sin) / zoom;
    }
}
