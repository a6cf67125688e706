package io.sightline.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a model is right as often as it says: pictures grouped by the probability of the predicted
 * class, and how many of each group are right. After Guo, Pleiss, Sun and Weinberger, "On Calibration of
 * Modern Neural Networks" (2017).
 *
 * @param ece expected calibration error, 0 to 1: the mean gap between confidence and accuracy, each group
 *     weighing as much as it has pictures
 * @param bins the groups that have pictures, in the order of confidence
 */
public record Reliability(double ece, List<Bin> bins) {
    /** Groups of equal width between 0 and 1, as in the paper. */
    public static final int BINS = 15;

    public Reliability {
        bins = List.copyOf(bins);
    }

    /**
     * Pictures of like confidence.
     *
     * @param from lowest confidence, not itself included
     * @param to highest confidence
     * @param count pictures, at least 1
     * @param confidence mean probability of the predicted class
     * @param accuracy share of the pictures that are right
     */
    public record Bin(double from, double to, int count, double confidence, double accuracy) {}

    /** Groups pictures; without any the error is 0. */
    public static Reliability of(List<ScoredPhoto> scored) {
        int[] counts = new int[BINS];
        int[] right = new int[BINS];
        double[] confidence = new double[BINS];
        for (ScoredPhoto photo : scored) {
            float highest = photo.probabilities()[photo.predicted()];
            int bin = Math.max(0, Math.min(BINS - 1, (int) Math.ceil((double) highest * BINS) - 1));
            counts[bin]++;
            right[bin] += photo.right() ? 1 : 0;
            confidence[bin] += highest;
        }
        List<Bin> bins = new ArrayList<>();
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            if (counts[bin] > 0) {
                bins.add(new Bin(
                        (double) bin / BINS,
                        (bin + 1.0) / BINS,
                        counts[bin],
                        confidence[bin] / counts[bin],
                        (double) right[bin] / counts[bin]));
                error += Math.abs(confidence[bin] - right[bin]);
            }
        }
        return new Reliability(scored.isEmpty() ? 0 : error / scored.size(), bins);
    }
}
