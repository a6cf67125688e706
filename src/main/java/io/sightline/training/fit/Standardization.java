package io.sightline.training.fit;

import io.sightline.dataset.Photo;
import io.sightline.model.Head;
import io.sightline.training.activations.Activations;
import java.util.List;

/**
 * Brings every feature to mean 0 and variance 1 on the training pictures before the head, as a batch
 * normalization layer in front of it would, so that no feature counts for more only because its
 * numbers are larger. It is folded into the head afterwards: a model has no trace of it.
 *
 * @param mean of each feature
 * @param deviation standard deviation of each feature, above 0
 */
@SuppressWarnings("ArrayRecordComponent") // used here, never compared
public record Standardization(float[] mean, float[] deviation) {
    private static final double EPSILON = 1e-5;
    private static final int BATCH = 256;

    /** Measures the features of a training set, at least one picture's. */
    public static Standardization of(Activations features, List<Photo> train) {
        double[] sum = new double[features.values()];
        double[] squares = new double[features.values()];
        features.forEachBatch(train, 1, BATCH, (photos, rows) -> {
            for (int i = 0; i < rows.length; i++) {
                int f = i % sum.length;
                sum[f] += rows[i];
                squares[f] += (double) rows[i] * rows[i];
            }
        });
        float[] mean = new float[sum.length];
        float[] deviation = new float[sum.length];
        for (int f = 0; f < sum.length; f++) {
            double m = sum[f] / train.size();
            mean[f] = (float) m;
            deviation[f] = (float) Math.sqrt(Math.max(0, squares[f] / train.size() - m * m) + EPSILON);
        }
        return new Standardization(mean, deviation);
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
}
