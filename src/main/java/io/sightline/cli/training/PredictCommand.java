package io.sightline.cli.training;

import io.sightline.cli.common.JsonOption;
import io.sightline.dataset.PhotoReader;
import io.sightline.model.Bundle;
import io.sightline.model.Classifier;
import io.sightline.model.ModelInfo;
import io.sightline.model.SavedModelClassifier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Classifies picture files. */
@Command(
        name = "predict",
        description = "Classify picture files.",
        footer = {"", "JSON, for each picture: file, label, probability, classes."})
public final class PredictCommand implements Callable<Integer> {
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

    @Mixin
    JsonOption json = new JsonOption();

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
        if (json.wanted()) {
            out.println(json.line(line));
        } else {
            out.printf(Locale.ROOT, "%s: %s (%.1f %%)%n", line.file(), line.label(), 100 * line.probability());
        }
    }
}
