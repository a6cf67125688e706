package io.sightline.evaluation;

/** The class that a model holds most probable. */
public final class ArgMax {
    private ArgMax() {}

    /**
     * The place of the greatest value; the first of them where several are equal.
     *
     * @param values at least one
     */
    public static int of(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
