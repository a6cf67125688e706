package io.sightline.metrics;

import java.util.List;

/**
 * The population stability index of two samples that were sorted into the same bins: the sum over the bins
 * of (q - p) ln(q / p), where p and q are the shares of the first and the second sample. It is 0 for equal
 * shares, and the symmetric form of Kullback and Leibler's divergence. Without any change it is on average
 * (bins - 1) (1/n + 1/m) for samples of n and m. By custom up to 0.1 is little, over 0.25 much.
 *
 * <p>Half of one is added to each bin, so that an empty one does not make the index infinite (Krichevsky and
 * Trofimov's estimate).
 *
 * @see <a href="https://doi.org/10.1214/aoms/1177729694">Kullback and Leibler 1951, On Information and
 *     Sufficiency</a>, with the symmetric J(1,2)
 * @see <a href="https://scholarworks.wmich.edu/dissertations/3208/">Yurdakul 2018, Statistical Properties of
 *     Population Stability Index</a>, with the mean and the custom
 */
final class PopulationStability {
    private static final double ADDED = 0.5;

    private PopulationStability() {}

    /**
     * The index.
     *
     * @param expected counts of the first sample
     * @param actual counts of the second sample, for the same bins
     * @return 0 or more
     */
    static double index(List<Integer> expected, List<Integer> actual) {
        double index = 0;
        for (int bin = 0; bin < expected.size(); bin++) {
            double p = share(expected, bin);
            double q = share(actual, bin);
            index += (q - p) * Math.log(q / p);
        }
        return index;
    }

    private static double share(List<Integer> counts, int bin) {
        double all = counts.stream().mapToInt(Integer::intValue).sum() + ADDED * counts.size();
        return (counts.get(bin) + ADDED) / all;
    }
}
