package io.sightline.cli.training;

import io.sightline.evaluation.Throughput;
import io.sightline.event.Json;
import io.sightline.model.Bundle;
import io.sightline.model.Classifier;
import io.sightline.model.SavedModelClassifier;
import io.sightline.report.Comparison.Cost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline measure}: what running a model takes, in a process that does nothing else. */
@Command(name = "measure", hidden = true, description = "Measure a model's speed and memory; `compare` runs it.")
public final class MeasureCommand implements Callable<Integer> {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double KIB_PER_MIB = 1024;

    @Option(names = "--model", required = true, paramLabel = "DIR", description = "The model's folder.")
    @SuppressWarnings("NullAway.Init") // required
    Path model;

    @Option(names = "--seconds", paramLabel = "F", defaultValue = "0.5", description = "Length of a round.")
    double seconds;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<Throughput> rates;
        try (Classifier classifier = SavedModelClassifier.load(Bundle.read(model))) {
            rates = Throughput.measure(classifier, seconds);
        }
        Throughput best = rates.stream()
                .max(Comparator.comparingDouble(Throughput::imagesPerSecond))
                .orElseThrow();
        Cost cost = new Cost(rates.get(0).imagesPerSecond(), best.batch(), best.imagesPerSecond(), peakMemory());
        spec.commandLine().getOut().println(Json.mapper().writeValueAsString(cost));
        return ExitCode.OK;
    }

    /** Linux alone tells it without a native call. */
    private static @Nullable Double peakMemory() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return null;
        }
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith("VmHWM:")) {
                return Double.parseDouble(line.replaceAll("\\D", "")) / KIB_PER_MIB;
            }
        }
        return null;
    }
}
