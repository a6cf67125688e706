package io.sightline.evaluation;

import io.sightline.model.Calibration;
import java.util.List;
import java.util.Optional;

/**
 * Makes probabilities honest by dividing all logits by one number: temperature scaling (Guo, Pleiss, Sun
 * and Weinberger, "On Calibration of Modern Neural Networks", 2017). The order of the classes, and with it
 * the accuracy, stays as it is.
 *
 * <p>The temperature is the one that makes the right labels of pictures not trained on most probable, that
 * is of least cross-entropy, under a prior. Without the prior a set on which every picture is right would
 * ask for a temperature of 0. The prior is normal in the temperature's logarithm, around 1, with a
 * deviation of 0.5: half or twice is not unlikely, tenfold is, and some hundred pictures outweigh it.
 */
public final class TemperatureScaling {
    /** With fewer pictures the temperature would be noise, so that there is none. */
    public static final int FEWEST = 20;

    private static final double LOWEST = Math.log(0.05);
    private static final double HIGHEST = Math.log(20);
    private static final double PRIOR_DEVIATION = 0.5;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    private static final int STEPS = 50;

    private TemperatureScaling() {}

    /**
     * Fits the temperature.
     *
     * @param validation pictures not trained on, scored at temperature 1
     * @return the temperature, 0.05 to 20; absent with fewer than {@value #FEWEST} pictures
     */
    public static Optional<Calibration> fit(List<ScoredPhoto> validation) {
        if (validation.size() < FEWEST) {
            return Optional.empty();
        }
        List<double[]> logits =
                validation.stream().map(photo -> logits(photo.probabilities())).toList();
        double temperature = Math.exp(minimum(validation, logits));
        return Optional.of(new Calibration(
                temperature,
                validation.size(),
                Reliability.of(validation).ece(),
                Reliability.of(apply(validation, temperature)).ece()));
    }

    /** The scores that a head divided by the temperature gives. */
    public static List<ScoredPhoto> apply(List<ScoredPhoto> scored, double temperature) {
        return scored.stream()
                .map(photo -> new ScoredPhoto(
                        photo.file(), photo.label(), probabilities(logits(photo.probabilities()), temperature)))
                .toList();
    }

    /** Golden-section search (Kiefer, 1953) over the temperature's logarithm. */
    private static double minimum(List<ScoredPhoto> photos, List<double[]> logits) {
        double low = LOWEST;
        double high = HIGHEST;
        double left = high - GOLDEN * (high - low);
        double right = low + GOLDEN * (high - low);
        double atLeft = cost(photos, logits, left);
        double atRight = cost(photos, logits, right);
        for (int step = 0; step < STEPS; step++) {
            if (atLeft <= atRight) {
                high = right;
                right = left;
                atRight = atLeft;
                left = high - GOLDEN * (high - low);
                atLeft = cost(photos, logits, left);
            } else {
                low = left;
                left = right;
                atLeft = atRight;
                right = low + GOLDEN * (high - low);
                atRight = cost(photos, logits, right);
            }
        }
        return (low + high) / 2;
    }

    /** Cross-entropy over all pictures and the prior's, both in nats. */
    private static double cost(List<ScoredPhoto> photos, List<double[]> logits, double logTemperature) {
        double temperature = Math.exp(logTemperature);
        double cost = logTemperature * logTemperature / (2 * PRIOR_DEVIATION * PRIOR_DEVIATION);
        for (int i = 0; i < photos.size(); i++) {
            double[] values = logits.get(i);
            double max = max(values);
            double sum = 0;
            for (double value : values) {
                sum += Math.exp((value - max) / temperature);
            }
            cost += Math.log(sum) - (values[photos.get(i).label()] - max) / temperature;
        }
        return cost;
    }

    /** Logits but for a constant, which no probability depends on. */
    private static double[] logits(float[] probabilities) {
        double[] logits = new double[probabilities.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = Math.log(Math.max(Float.MIN_VALUE, probabilities[i]));
        }
        return logits;
    }

    private static float[] probabilities(double[] logits, double temperature) {
        double max = max(logits);
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp((logit - max) / temperature);
        }
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = (float) (Math.exp((logits[i] - max) / temperature) / sum);
        }
        return probabilities;
    }

    private static double max(double[] values) {
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            max = Math.max(max, value);
        }
        return max;
    }
}
