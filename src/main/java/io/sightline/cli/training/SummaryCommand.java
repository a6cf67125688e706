package io.sightline.cli.training;

import io.sightline.cli.common.BackboneOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cnn.Architecture;
import io.sightline.cnn.Layer;
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
import picocli.CommandLine.Spec;

/** Prints a backbone's layers as Keras' {@code model.summary()} does. */
@Command(
        name = "summary",
        description = "Show a backbone's layers, shapes and parameters.",
        footer = {"", "JSON: parameters, trainable, layers."})
public final class SummaryCommand implements Callable<Integer> {
    private static final String COLUMNS = "%-52s %-24s %12s";

    @Mixin
    BackboneOptions options = new BackboneOptions();

    @Option(names = "--top", description = "With the 1000-class layer of ImageNet on top.")
    boolean top;

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
        Architecture network = options.architecture(spec, top);
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            out.println(json.line(Summary.of(network)));
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

    private static void printTable(PrintWriter out, Architecture network) {
        // like Keras, which has this column for networks that branch
        boolean branches =
                network.layers().stream().anyMatch(layer -> layer.inputs().size() > 1);
        out.printf("Model: \"%s\"%n", network.name());
        out.println(line("Layer (type)", "Output Shape", "Param #", branches ? "Connected to" : ""));
        for (Layer layer : network.layers()) {
            LayerLine entry = LayerLine.of(layer);
            out.println(line(
                    entry.name() + " (" + entry.type() + ")",
                    entry.shapeText(),
                    count(entry.parameters()),
                    branches ? String.join(", ", layer.inputs()) : ""));
        }
        long all = network.parameters();
        long trainable = network.trainableParameters();
        out.println("Total params: " + countAndSize(all));
        out.println("Trainable params: " + countAndSize(trainable));
        out.println("Non-trainable params: " + countAndSize(all - trainable));
    }

    private static String line(String layer, String shape, String parameters, String inputs) {
        return (String.format(Locale.ROOT, COLUMNS, layer, shape, parameters) + "  " + inputs).stripTrailing();
    }

    private static String count(long parameters) {
        return String.format(Locale.ROOT, "%,d", parameters);
    }

    private static String countAndSize(long parameters) {
        double bytes = parameters * (double) Float.BYTES;
        String size;
        if (bytes < 1024) {
            size = String.format(Locale.ROOT, "%.2f B", bytes);
        } else if (bytes < 1024 * 1024) {
            size = String.format(Locale.ROOT, "%.2f KB", bytes / 1024);
        } else {
            size = String.format(Locale.ROOT, "%.2f MB", bytes / (1024 * 1024));
        }
        return count(parameters) + " (" + size + ")";
    }
}
