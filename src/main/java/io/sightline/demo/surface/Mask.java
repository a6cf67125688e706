package io.sightline.demo.surface;

/** Where a defect is, and how much of it: 0 to 1 for each pixel. */
public final class Mask {
    private final int size;
    private final float[] values;

    public Mask(int size) {
        this.size = size;
        this.values = new float[size * size];
    }

    public float at(int index) {
        return values[index];
    }

    /** A round spot, full within and fading over one pixel at its edge. */
    public void spot(float x, float y, float radius, float strength) {
        int left = Math.max(0, (int) (x - radius - 1));
        int right = Math.min(size - 1, (int) (x + radius + 2));
        int top = Math.max(0, (int) (y - radius - 1));
        int bottom = Math.min(size - 1, (int) (y + radius + 2));
        for (int py = top; py <= bottom; py++) {
            for (int px = left; px <= right; px++) {
                float distance = (float) Math.sqrt((px - x) * (px - x) + (py - y) * (py - y));
                float cover = Math.min(1, Math.max(0, radius + 0.5f - distance)) * strength;
                int at = py * size + px;
                values[at] = Math.max(values[at], cover);
            }
        }
    }

    /**
     * A line that wanders from a point.
     *
     * @return where it ends: x, y, direction
     */
    public float[] stroke(Dice dice, float x, float y, float angle, Stroke stroke) {
        float px = x;
        float py = y;
        float direction = angle;
        float drift = 0;
        for (float done = 0; done < stroke.length(); done += 0.7f) {
            float part = done / stroke.length();
            float width =
                    stroke.taper() ? stroke.width() * (float) Math.sqrt(Math.sin(Math.PI * part)) : stroke.width();
            spot(px, py, width / 2, stroke.strength());
            drift = 0.96f * drift + stroke.bend() * dice.gaussian();
            direction += 0.7f * drift + stroke.jitter() * dice.gaussian();
            px += 0.7f * (float) Math.cos(direction);
            py += 0.7f * (float) Math.sin(direction);
        }
        return new float[] {px, py, direction};
    }

    /** Softens the mask by averaging over a square, twice. */
    public void soften(int radius) {
        for (int pass = 0; pass < 2; pass++) {
            Blur.box(values, size, radius);
        }
    }

    /**
     * How a line is drawn.
     *
     * @param length in pixels
     * @param width in pixels
     * @param strength 0 to 1
     * @param bend how much the direction drifts, in radians a pixel
     * @param jitter how much it jumps, in radians a pixel
     * @param taper whether it thins out at both ends
     */
    public record Stroke(float length, float width, float strength, float bend, float jitter, boolean taper) {}
}
