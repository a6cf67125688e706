package io.sightline.demo.surface;

/**
 * Smooth random functions of the plane: value noise on a lattice of unit cells (Perlin's fractal sums
 * of it), each instance somewhere else on the same endless lattice.
 */
public final class Noise {
    private static final int CELLS = 256;
    private static final float[] LATTICE = lattice();

    private final float offsetX;
    private final float offsetY;

    public Noise(Dice dice) {
        offsetX = dice.between(0, CELLS);
        offsetY = dice.between(0, CELLS);
    }

    private static float[] lattice() {
        Dice dice = new Dice(20_011);
        float[] values = new float[CELLS * CELLS];
        for (int i = 0; i < values.length; i++) {
            values[i] = dice.between(-1, 1);
        }
        return values;
    }

    /** -1 to 1; changes within one unit of x or y. */
    public float at(float x, float y) {
        float px = x + offsetX;
        float py = y + offsetY;
        int cellX = (int) Math.floor(px);
        int cellY = (int) Math.floor(py);
        float partX = smooth(px - cellX);
        float partY = smooth(py - cellY);
        int row0 = (cellY & (CELLS - 1)) * CELLS;
        int row1 = ((cellY + 1) & (CELLS - 1)) * CELLS;
        int column0 = cellX & (CELLS - 1);
        int column1 = (cellX + 1) & (CELLS - 1);
        float top = mix(LATTICE[row0 + column0], LATTICE[row0 + column1], partX);
        float bottom = mix(LATTICE[row1 + column0], LATTICE[row1 + column1], partX);
        return mix(top, bottom, partY);
    }

    /** Octaves of noise on top of each other, each twice as fine and half as strong; about -1 to 1. */
    public float fractal(float x, float y, int octaves) {
        float sum = 0;
        float strength = 0.5f;
        float scale = 1;
        for (int i = 0; i < octaves; i++) {
            sum += strength * at(x * scale + i * 17.3f, y * scale - i * 9.1f);
            strength *= 0.5f;
            scale *= 2;
        }
        return sum * 1.4f;
    }

    /**
     * Distance to the border between the cells of scattered points (Worley's F2 - F1): 0 on the
     * border, up to about 1 in the middle of a cell.
     */
    public float cells(float x, float y) {
        float px = x + offsetX;
        float py = y + offsetY;
        int cellX = (int) Math.floor(px);
        int cellY = (int) Math.floor(py);
        float nearest = Float.MAX_VALUE;
        float second = Float.MAX_VALUE;
        for (int dy = -1; dy <= 1; dy++) {
            int row = ((cellY + dy) & (CELLS - 1)) * CELLS;
            for (int dx = -1; dx <= 1; dx++) {
                int at = row + ((cellX + dx) & (CELLS - 1));
                float toX = cellX + dx + 0.5f + 0.45f * LATTICE[at] - px;
                float toY = cellY + dy + 0.5f + 0.45f * LATTICE[at ^ 0x5555] - py;
                float distance = toX * toX + toY * toY;
                if (distance < nearest) {
                    second = nearest;
                    nearest = distance;
                } else if (distance < second) {
                    second = distance;
                }
            }
        }
        return (float) (Math.sqrt(second) - Math.sqrt(nearest));
    }

    /** A constant for the lattice cell that a point is in, -1 to 1. */
    public float cell(float x, float y) {
        int cellX = (int) Math.floor(x + offsetX) & (CELLS - 1);
        int cellY = (int) Math.floor(y + offsetY) & (CELLS - 1);
        return LATTICE[cellY * CELLS + cellX];
    }

    private static float smooth(float part) {
        return part * part * (3 - 2 * part);
    }

    private static float mix(float low, float high, float part) {
        return low + (high - low) * part;
    }
}
