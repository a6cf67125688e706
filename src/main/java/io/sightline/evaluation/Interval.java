package io.sightline.evaluation;

/**
 * The range that a share lies in with a confidence of 95 %.
 *
 * @param low 0 to 1
 * @param high 0 to 1, not below low
 */
public record Interval(double low, double high) {
    /** The 97.5 % quantile of the normal distribution. */
    private static final double Z = 1.959963984540054;

    /**
     * Wilson's score interval (1927) of a share that was counted. Unlike the textbook's normal interval
     * it is of use near 0 and 1 and for few trials: 20 right of 20 give 0.84 to 1.
     *
     * @param hits 0 to trials
     * @param trials at least 1
     */
    public static Interval wilson(int hits, int trials) {
        if (trials < 1 || hits < 0 || hits > trials) {
            throw new IllegalArgumentException(hits + " of " + trials + " is no share");
        }
        double n = trials;
        double p = hits / n;
        double scale = 1 + Z * Z / n;
        double centre = (p + Z * Z / (2 * n)) / scale;
        double half = Z / scale * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        // at 0 and 1 the bound is exact but for rounding
        return new Interval(
                hits == 0 ? 0 : Math.max(0, centre - half), hits == trials ? 1 : Math.min(1, centre + half));
    }
}
