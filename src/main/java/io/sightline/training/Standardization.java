package io.sightline.training;

import io.sightline.model.Head;
import java.util.List;

/**
 * Brings every feature to mean 0 and variance 1 on the training pictures before the head is trained,
 * as a batch normalization layer in front of it would, so that no feature counts for more only because
 * its numbers are larger. It is folded into the head afterwards: a model has no trace of it.
 *
 * @param mean of each feature
 * @param deviation standard deviation of each feature, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // used here, never compared
record Standardization(float[] mean, float[] deviation) {
    private static final double EPSILON = 1e-5;

    /** Measures the features of a training set. */
    static Standardization of(Features train) {
        int features = train.values().get(0).length;
        double[] sum = new double[features];
        double[] squares = new double[features];
        for (float[] values : train.values()) {
            for (int f = 0; f < features; f++) {
                sum[f] += values[f];
                squares[f] += (double) values[f] * values[f];
            }
        }
        float[] mean = new float[features];
        float[] deviation = new float[features];
        for (int f = 0; f < features; f++) {
            double m = sum[f] / train.size();
            mean[f] = (float) m;
            deviation[f] = (float) Math.sqrt(Math.max(0, squares[f] / train.size() - m * m) + EPSILON);
        }
        return new Standardization(mean, deviation);
    }

    Features apply(Features features) {
        List<float[]> standard = features.values().stream().map(this::apply).toList();
        return new Features(standard, features.labels());
    }

    /** The head that does to plain features what the given one does to standardized ones. */
    Head fold(Head head) {
        int units = head.bias().length;
        float[] kernel = head.kernel().clone();
        double[] bias = new double[units];
        for (int f = 0; f < mean.length; f++) {
            for (int unit = 0; unit < units; unit++) {
                int i = f * units + unit;
                kernel[i] /= deviation[f];
                bias[unit] -= (double) kernel[i] * mean[f];
            }
        }
        float[] folded = new float[units];
        for (int unit = 0; unit < units; unit++) {
            folded[unit] = (float) (head.bias()[unit] + bias[unit]);
        }
        return new Head(kernel, folded);
    }

    private float[] apply(float[] values) {
        float[] standard = new float[values.length];
        for (int f = 0; f < values.length; f++) {
            standard[f] = (values[f] - mean[f]) / deviation[f];
        }
        return standard;
    }
}
