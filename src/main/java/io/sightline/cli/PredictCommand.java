package io.sightline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.dataset.PhotoReader;
import io.sightline.event.Json;
import io.sightline.model.Bundle;
import io.sightline.model.Classifier;
import io.sightline.model.ModelInfo;
import io.sightline.model.SavedModelClassifier;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Classifies picture files. */
@Command(name = "predict", description = "Classify picture files.")
final class PredictCommand implements Callable<Integer> {
    private static final int BATCH = 16;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "The model: a bundle, or a folder of versions.")
    @SuppressWarnings("NullAway.Init") // required
    Path model;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Pictures.")
    List<Path> files = List.of();

    @Option(
            names = "--json",
            description = "Print an object for each picture, one a line: file, label, probability," + " classes.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    record ClassProbability(String label, float probability) {}

    record Line(String file, String label, float probability, List<ClassProbability> classes) {}

    @Override
    public Integer call() {
        List<PhotoReader.Unreadable> unreadable;
        try (Classifier classifier = SavedModelClassifier.load(Bundle.read(model));
                PhotoReader reader = new PhotoReader(
                        classifier.info().height(), classifier.info().orientation())) {
            unreadable = reader.read(files, BATCH, (first, batchFiles, pictures) -> {
                List<float[]> probabilities = classifier.classify(pictures);
                for (int i = 0; i < probabilities.size(); i++) {
                    print(line(batchFiles.get(i), classifier.info(), probabilities.get(i)));
                }
            });
        }
        PrintWriter err = spec.commandLine().getErr();
        unreadable.forEach(photo -> err.println(photo.file() + ": " + photo.reason()));
        return unreadable.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static Line line(Path file, ModelInfo model, float[] probabilities) {
        List<ClassProbability> classes = new ArrayList<>();
        for (int i = 0; i < probabilities.length; i++) {
            classes.add(new ClassProbability(model.labels().get(i), probabilities[i]));
        }
        classes.sort(Comparator.comparing(ClassProbability::probability).reversed());
        return new Line(file.toString(), classes.get(0).label(), classes.get(0).probability(), classes);
    }

    private void print(Line line) {
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.printf(Locale.ROOT, "%s: %s (%.1f %%)%n", line.file(), line.label(), 100 * line.probability());
            return;
        }
        try {
            out.println(Json.mapper().writeValueAsString(line));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
