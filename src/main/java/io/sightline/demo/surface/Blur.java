package io.sightline.demo.surface;

/** Averages over squares: the plainest blur, and close to a Gaussian when repeated. */
final class Blur {
    private Blur() {}

    /** Replaces each value by the mean of a square around it; the border is repeated. */
    static void box(float[] values, int size, int radius) {
        if (radius <= 0) {
            return;
        }
        float[] line = new float[size];
        for (int y = 0; y < size; y++) {
            line(values, y * size, 1, line, radius);
        }
        for (int x = 0; x < size; x++) {
            line(values, x, size, line, radius);
        }
    }

    private static void line(float[] values, int start, int step, float[] line, int radius) {
        int size = line.length;
        for (int i = 0; i < size; i++) {
            line[i] = values[start + i * step];
        }
        float sum = 0;
        for (int i = -radius; i <= radius; i++) {
            sum += line[clamp(i, size)];
        }
        float share = 1f / (2 * radius + 1);
        for (int i = 0; i < size; i++) {
            values[start + i * step] = sum * share;
            sum += line[clamp(i + radius + 1, size)] - line[clamp(i - radius, size)];
        }
    }

    private static int clamp(int i, int size) {
        return Math.max(0, Math.min(size - 1, i));
    }

    /** Mixes each value with its four neighbours: a blur of less than a pixel. */
    static void slightly(float[] values, int size, float amount) {
        float[] line = new float[size];
        for (int y = 0; y < size; y++) {
            soften(values, y * size, 1, line, amount);
        }
        for (int x = 0; x < size; x++) {
            soften(values, x, size, line, amount);
        }
    }

    private static void soften(float[] values, int start, int step, float[] line, float amount) {
        int size = line.length;
        for (int i = 0; i < size; i++) {
            line[i] = values[start + i * step];
        }
        float side = amount / 3;
        float middle = 1 - 2 * side;
        for (int i = 0; i < size; i++) {
            values[start + i * step] =
                    middle * line[i] + side * (line[Math.max(0, i - 1)] + line[Math.min(size - 1, i + 1)]);
        }
    }
}
