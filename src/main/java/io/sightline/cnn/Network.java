package io.sightline.cnn;

import io.sightline.cnn.LayerType.Activation;
import io.sightline.cnn.LayerType.BatchNormalization;
import io.sightline.cnn.LayerType.Conv2D;
import io.sightline.cnn.LayerType.DepthwiseConv2D;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.binary.Hex;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * A network with its weights.
 *
 * @param architecture the layers
 * @param weights a value for every weight of every layer
 */
public record Network(Architecture architecture, Weights weights) {
    public Network {
        if (!weights.specs().equals(architecture.weights())) {
            throw new IllegalArgumentException("the weights are not those of " + architecture.name());
        }
    }

    /**
     * The part of this network that another has too, with the weights of the layers of the same name:
     * a backbone without its top, or the same layers at another picture size.
     *
     * @throws IllegalArgumentException if the other network has a weight that this one lacks
     */
    public Network as(Architecture part) {
        return new Network(
                part,
                new Weights(
                        part.weights(),
                        part.weights().stream().map(weights::values).toList()));
    }

    /** SHA-256, in hexadecimal, over the layers, their shapes and all weights. */
    public String sha256() {
        MessageDigest digest = DigestUtils.getSha256Digest();
        for (Layer layer : architecture.layers()) {
            digest.update((layer.name() + layer.type() + layer.outputShape()).getBytes(StandardCharsets.UTF_8));
            for (WeightSpec spec : layer.weights()) {
                float[] values = weights.values(spec);
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
                bytes.asFloatBuffer().put(values);
                digest.update(bytes);
            }
        }
        return Hex.encodeHexString(digest.digest());
    }

    /**
     * The same function with each batch normalization worked into the convolution before it, which
     * has a bias then: fewer and faster steps, for inference only.
     */
    public Network folded() {
        List<Layer> layers = new ArrayList<>();
        List<WeightSpec> specs = new ArrayList<>();
        List<float[]> arrays = new ArrayList<>();
        Map<String, String> renamed = new HashMap<>();
        Map<String, Layer> normalizedBy = normalizedBy();
        for (Layer layer : architecture.layers()) {
            List<String> inputs = layer.inputs().stream()
                    .map(input -> renamed.getOrDefault(input, input))
                    .toList();
            Layer norm = normalizedBy.get(layer.name());
            if (norm != null) {
                FoldedConvolution folded = FoldedConvolution.of(layer, norm, weights);
                layers.add(new Layer(
                        layer.name(),
                        withBias(layer.type()),
                        inputs,
                        layer.outputShape(),
                        List.of(folded.kernelSpec(), folded.biasSpec())));
                specs.addAll(List.of(folded.kernelSpec(), folded.biasSpec()));
                arrays.addAll(List.of(folded.kernel(), folded.bias()));
                renamed.put(norm.name(), layer.name());
            } else if (!renamed.containsKey(layer.name())) {
                layers.add(new Layer(layer.name(), layer.type(), inputs, layer.outputShape(), layer.weights()));
                specs.addAll(layer.weights());
                layer.weights().forEach(spec -> arrays.add(weights.values(spec)));
            }
        }
        return new Network(
                new Architecture(architecture.name(), architecture.preprocessing(), layers),
                new Weights(specs, arrays));
    }

    /** The batch normalization that alone uses a convolution's output, by the convolution's name. */
    private Map<String, Layer> normalizedBy() {
        Map<String, Layer> byName = new HashMap<>();
        Map<String, Integer> uses = new HashMap<>();
        for (Layer layer : architecture.layers()) {
            byName.put(layer.name(), layer);
            layer.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
        }
        Map<String, Layer> norms = new HashMap<>();
        for (Layer layer : architecture.layers()) {
            if (layer.type() instanceof BatchNormalization) {
                Layer input = byName.get(layer.inputs().get(0));
                if (input != null && isLinearConvolution(input.type()) && uses.getOrDefault(input.name(), 0) == 1) {
                    norms.put(input.name(), layer);
                }
            }
        }
        return norms;
    }

    private static boolean isLinearConvolution(LayerType type) {
        return type instanceof DepthwiseConv2D
                || (type instanceof Conv2D conv && conv.activation() == Activation.LINEAR);
    }

    private static LayerType withBias(LayerType type) {
        if (type instanceof Conv2D conv) {
            return new Conv2D(conv.stride(), conv.padding(), true, conv.activation());
        }
        if (type instanceof DepthwiseConv2D depthwise) {
            return new DepthwiseConv2D(depthwise.stride(), depthwise.padding(), true);
        }
        throw new IllegalArgumentException(type + " is no convolution");
    }
}
