package io.sightline.cnn;

import io.sightline.cnn.LayerType.GlobalAveragePooling2D;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the first layer that fine-tuning may change, by what a user calls it. */
public final class UnfreezePoint {
    private static final Pattern COUNT = Pattern.compile("[0-9]+");
    private static final Pattern BLOCK = Pattern.compile("(conv[0-9]+_block[0-9]+|block_?[0-9]+)_.*");

    private UnfreezePoint() {}

    /**
     * Finds out early whether a network can be unfrozen from somewhere.
     *
     * @throws IllegalArgumentException if there is no such layer or block
     */
    public static void check(Architecture architecture, String from) {
        index(architecture, from);
    }

    /**
     * The place of that layer among the network's layers.
     *
     * @param from a layer's name ({@code block5_conv1}); the name of a block of layers, which is what
     *     their names have in common before an underscore ({@code block5}, {@code conv5_block1}, {@code
     *     block_13}); or a number of layers counted from the top, as Keras users slice {@code
     *     layers[-20:]} of a network without its top and without pooling
     * @throws IllegalArgumentException if there is no such layer or block; the message lists the blocks
     */
    static int index(Architecture architecture, String from) {
        List<Layer> layers = architecture.layers();
        if (COUNT.matcher(from).matches()) {
            return countedFromTop(architecture, from);
        }
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).name().equals(from)) {
                return i;
            }
        }
        for (int i = 0; i < layers.size(); i++) {
            if (layers.get(i).name().startsWith(from + "_")) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "no layer or block of " + architecture.name() + " is named " + from + "; " + choices(architecture));
    }

    private static int countedFromTop(Architecture architecture, String from) {
        List<Layer> layers = architecture.layers();
        // Keras' network without top ends before the pooling layer
        boolean pooled = layers.get(layers.size() - 1).type() instanceof GlobalAveragePooling2D;
        int size = pooled ? layers.size() - 1 : layers.size();
        // more digits than any network has layers
        int count = from.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(from);
        if (count < 1 || count > size) {
            throw new IllegalArgumentException("cannot unfreeze the last " + from + " layers of " + architecture.name()
                    + ": it has " + size + "; " + choices(architecture));
        }
        return size - count;
    }

    private static String choices(Architecture architecture) {
        Set<String> blocks = new LinkedHashSet<>();
        for (Layer layer : architecture.layers()) {
            Matcher matcher = BLOCK.matcher(layer.name());
            if (matcher.matches()) {
                blocks.add(matcher.group(1));
            }
        }
        return (blocks.isEmpty() ? "" : "its blocks are " + String.join(", ", blocks) + "; ")
                + "`sightline summary --backbone " + architecture.name() + "` lists all layers";
    }
}
