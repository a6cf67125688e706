package io.sightline.demo.surface;

/**
 * A lamp beside the camera, and the light of the hall: shades a surface by Lambert's law with a
 * highlight as by Blinn.
 */
final class Light {
    private static final float VIEW_HEIGHT = 2.5f; // of the camera, in widths of the picture

    private final float x;
    private final float y;
    private final float z;
    private final float ambient;
    private final int shine;

    /** A lamp anywhere around, from low and raking to high. */
    Light(Dice dice) {
        float azimuth = dice.angle();
        float distance = dice.between(0.7, 2.2);
        x = 0.5f + distance * (float) Math.cos(azimuth);
        y = 0.5f + distance * (float) Math.sin(azimuth);
        z = dice.between(0.9, 2.4);
        ambient = dice.between(0.25, 0.5);
        shine = dice.between(2, 4);
    }

    /** Lights the surface: its colours become what the camera sees, and may exceed 1. */
    void shade(Surface surface) {
        int size = surface.size();
        float[] height = surface.height();
        float usual = z / (float) Math.sqrt(z * z + (x - 0.5f) * (x - 0.5f) + (y - 0.5f) * (y - 0.5f));
        for (int row = 0; row < size; row++) {
            int up = Math.max(0, row - 1) * size;
            int down = Math.min(size - 1, row + 1) * size;
            for (int column = 0; column < size; column++) {
                int at = row * size + column;
                float slopeX = (height[row * size + Math.max(0, column - 1)]
                                - height[row * size + Math.min(size - 1, column + 1)])
                        * 0.5f;
                float slopeY = (height[up + column] - height[down + column]) * 0.5f;
                light(surface, at, slopeX, slopeY, (float) column / size, (float) row / size, usual);
            }
        }
    }

    private void light(Surface surface, int at, float slopeX, float slopeY, float px, float py, float usual) {
        float normal = 1 / (float) Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY);
        float lightX = x - px;
        float lightY = y - py;
        float near = 1 / (float) Math.sqrt(lightX * lightX + lightY * lightY + z * z);
        float cosine = (slopeX * lightX + slopeY * lightY + z) * normal * near;
        float diffuse = ambient + (1 - ambient) * Math.max(0, cosine) / usual;

        float halfX = lightX * near + (0.5f - px) / VIEW_HEIGHT;
        float halfY = lightY * near + (0.5f - py) / VIEW_HEIGHT;
        float halfZ = z * near + 1;
        float half = 1 / (float) Math.sqrt(halfX * halfX + halfY * halfY + halfZ * halfZ);
        float mirror = Math.max(0, (slopeX * halfX + slopeY * halfY + halfZ) * normal * half);
        for (int i = 0; i < shine; i++) {
            mirror *= mirror;
        }
        float highlight = surface.gloss()[at] * mirror * mirror * 0.6f;
        surface.red()[at] = surface.red()[at] * diffuse + highlight;
        surface.green()[at] = surface.green()[at] * diffuse + highlight;
        surface.blue()[at] = surface.blue()[at] * diffuse + highlight;
    }
}
