package io.sightline.cnn;

import io.sightline.cnn.LayerType.BatchNormalization;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution that does the work of the batch normalization after it: kernel · gamma / σ and bias
 * beta + (b − mean) · gamma / σ, with σ = √(variance + ε), b the convolution's own bias or 0, and gamma 1
 * where the normalization does not scale.
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record FoldedConvolution(WeightSpec kernelSpec, float[] kernel, WeightSpec biasSpec, float[] bias) {

    static FoldedConvolution of(Layer convolution, Layer norm, Weights weights) {
        if (!(norm.type() instanceof BatchNormalization type)) {
            throw new IllegalArgumentException(norm.name() + " is no batch normalization");
        }
        float[] beta = weights.values(norm.name(), "beta");
        float[] mean = weights.values(norm.name(), "moving_mean");
        float[] variance = weights.values(norm.name(), "moving_variance");
        int channels = beta.length;
        float[] gamma = valuesOr(1, norm, "gamma", channels, weights);
        float[] ownBias = valuesOr(0, convolution, "bias", channels, weights);
        double[] scale = new double[channels];
        float[] bias = new float[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = gamma[c] / Math.sqrt((double) variance[c] + type.epsilon());
            bias[c] = (float) (beta[c] + ((double) ownBias[c] - mean[c]) * scale[c]);
        }
        // in C order the output channel varies fastest, in a depthwise kernel too (its last dimension is 1)
        WeightSpec kernelSpec = convolution.weights().get(0);
        float[] kernel = weights.values(kernelSpec).clone();
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (float) (kernel[i] * scale[i % channels]);
        }
        return new FoldedConvolution(
                kernelSpec, kernel, new WeightSpec(convolution.name(), "bias", List.of(channels), true), bias);
    }

    private static float[] valuesOr(float other, Layer layer, String weight, int channels, Weights weights) {
        return layer.weight(weight).map(weights::values).orElseGet(() -> {
            float[] values = new float[channels];
            Arrays.fill(values, other);
            return values;
        });
    }
}
