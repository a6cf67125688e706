package io.sightline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.cnn.Architecture;
import io.sightline.cnn.Layer;
import io.sightline.event.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Prints a backbone's layers as Keras' {@code model.summary()} does. */
@Command(name = "summary", description = "Show a backbone's layers, shapes and parameters.")
final class SummaryCommand implements Callable<Integer> {
    private static final int IMAGENET_CLASSES = 1000;

    @Mixin
    BackboneOptions options = new BackboneOptions();

    @Option(names = "--top", description = "With the 1000-class layer of ImageNet on top.")
    boolean top;

    @Option(names = "--json", description = "Print JSON: parameters, trainable, layers.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        Architecture network = architecture();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.mapper().writeValueAsString(Summary.of(network)));
        } else {
            printTable(out, network);
        }
        return 0;
    }

    record Summary(long parameters, long trainable, List<LayerLine> layers) {
        static Summary of(Architecture network) {
            return new Summary(
                    network.parameters(),
                    network.trainableParameters(),
                    network.layers().stream().map(LayerLine::of).toList());
        }
    }

    record LayerLine(String name, String type, List<@Nullable Integer> outputShape, long parameters) {
        static LayerLine of(Layer layer) {
            List<@Nullable Integer> shape = new ArrayList<>();
            shape.add(null); // the batch, which may have any size
            shape.addAll(layer.outputShape());
            return new LayerLine(layer.name(), layer.type().kerasName(), shape, layer.parameters());
        }

        String shapeText() {
            return outputShape.stream()
                    .map(size -> size == null ? "None" : size.toString())
                    .collect(Collectors.joining(", ", "(", ")"));
        }
    }

    private Architecture architecture() {
        double alpha = options.alpha == null ? 1.0 : options.alpha;
        int size = options.imageSize == null ? options.backbone.defaultImageSize() : options.imageSize;
        try {
            return top
                    ? options.backbone.architectureWithTop(alpha, size, IMAGENET_CLASSES)
                    : options.backbone.architecture(alpha, size);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void printTable(PrintWriter out, Architecture network) {
        String line = "%-50s %-24s %12s%n";
        out.printf("Model: \"%s\"%n", network.name());
        out.printf(line, "Layer (type)", "Output Shape", "Param #");
        for (Layer layer : network.layers()) {
            LayerLine entry = LayerLine.of(layer);
            out.printf(
                    Locale.ROOT,
                    line,
                    entry.name() + " (" + entry.type() + ")",
                    entry.shapeText(),
                    count(entry.parameters()));
        }
        long all = network.parameters();
        long trainable = network.trainableParameters();
        out.println("Total params: " + countAndSize(all));
        out.println("Trainable params: " + countAndSize(trainable));
        out.println("Non-trainable params: " + countAndSize(all - trainable));
    }

    private static String count(long parameters) {
        return String.format(Locale.ROOT, "%,d", parameters);
    }

    private static String countAndSize(long parameters) {
        double bytes = parameters * (double) Float.BYTES;
        String size = bytes < 1024 * 1024
                ? String.format(Locale.ROOT, "%.2f KB", bytes / 1024)
                : String.format(Locale.ROOT, "%.2f MB", bytes / (1024 * 1024));
        return count(parameters) + " (" + size + ")";
    }
}
