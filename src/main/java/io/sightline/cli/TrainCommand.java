package io.sightline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.evaluation.Evaluation;
import io.sightline.event.Json;
import io.sightline.training.FeatureExtraction;
import io.sightline.training.HeadSettings;
import io.sightline.training.TrainingRequest;
import io.sightline.training.TrainingResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains a model on a folder per class and writes it as a bundle. */
@Command(
        name = "train",
        description = "Train a model on pictures in a folder for each class.",
        footer = {
            "",
            "The pictures are split 80/10/10 for training, validation and test by their content, unless the data"
                    + " has the folders train, validation (or val) and test. The new version is written to"
                    + " OUT/1, OUT/2, ...: a SavedModel that TensorFlow Serving loads too."
        })
final class TrainCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Pictures, a folder for each class.")
    @SuppressWarnings("NullAway.Init") // required
    Path data;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the model's versions.")
    @SuppressWarnings("NullAway.Init") // required
    Path out;

    @Mixin
    BackboneOptions backbone = new BackboneOptions();

    @Mixin
    WeightsOption weights = new WeightsOption();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            defaultValue = FeatureExtraction.NAME,
            description = "How to train: ${DEFAULT-VALUE} (the backbone stays as it is, a new head is trained).")
    String strategy = FeatureExtraction.NAME;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Passes over the training pictures; the best by validation is kept. Default:"
                    + " ${DEFAULT-VALUE}.")
    int epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            description = "Pictures in a training step. Default: ${DEFAULT-VALUE}.")
    int batchSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "F",
            defaultValue = "0.001",
            description = "Learning rate of Adam. Default: ${DEFAULT-VALUE}.")
    float learningRate;

    @Option(
            names = "--dropout",
            paramLabel = "F",
            defaultValue = "0.5",
            description = "Share of the features left out in each step. Default: ${DEFAULT-VALUE}.")
    float dropout;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(names = "--balance-classes", description = "Let pictures of rare classes weigh more.")
    boolean balanceClasses;

    @Option(
            names = "--no-orientation",
            description = "Do not turn pictures upright by EXIF, in training and serving (as Keras).")
    boolean asStored;

    @Option(names = "--strict", description = "Fail if a picture cannot be read, instead of passing it over.")
    boolean strict;

    @Option(names = "--name", paramLabel = "N", description = "Name of the model. Default: that of the OUT folder.")
    @Nullable
    String name;

    @Option(names = "--json", description = "Print the result as JSON.")
    boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        HeadSettings head = usable();
        PrintWriter err = spec.commandLine().getErr();
        TrainingRequest request = new TrainingRequest(
                data,
                out,
                name == null ? TrainingRequest.nameOf(out) : name,
                weights.load(backbone, err),
                head,
                !asStored,
                strict);
        try (TrainingConsole console = new TrainingConsole(err)) {
            TrainingResult result = FeatureExtraction.train(request, console);
            console.reportUnreadable(result.unreadable());
            if (result.validation().count() == 0 || result.test().count() == 0) {
                err.println("Note: so few pictures leave none for "
                        + (result.validation().count() == 0
                                ? "validation: the epoch was chosen by the training loss"
                                : "testing: nothing says how good the model is on pictures it has not seen"));
            }
            print(spec.commandLine().getOut(), result);
        }
        return 0;
    }

    record Result(
            String model,
            String name,
            int version,
            int bestEpoch,
            Evaluation validation,
            Evaluation test,
            int unreadable) {}

    private HeadSettings usable() {
        if (!strategy.equals(FeatureExtraction.NAME)) {
            throw new ParameterException(
                    spec.commandLine(), "no strategy is named " + strategy + "; there is " + FeatureExtraction.NAME);
        }
        try {
            if (backbone.alpha != null || backbone.imageSize != null) {
                backbone.backbone.architecture(
                        backbone.alpha == null ? 1.0 : backbone.alpha,
                        backbone.imageSize == null ? backbone.backbone.defaultImageSize() : backbone.imageSize);
            }
            return new HeadSettings(epochs, batchSize, learningRate, dropout, seed, balanceClasses);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void print(PrintWriter stdout, TrainingResult result) throws JsonProcessingException {
        if (json) {
            stdout.println(Json.mapper()
                    .writeValueAsString(new Result(
                            result.bundle().folder().toString(),
                            result.bundle().manifest().name(),
                            result.bundle().manifest().version(),
                            result.bestEpoch(),
                            result.validation(),
                            result.test(),
                            result.unreadable().size())));
            return;
        }
        stdout.printf(
                "Model %s version %d: %s%n",
                result.bundle().manifest().name(),
                result.bundle().manifest().version(),
                result.bundle().folder());
        if (result.test().count() > 0) {
            EvaluationTable.print(stdout, "Test", result.test());
        } else if (result.validation().count() > 0) {
            EvaluationTable.print(stdout, "Validation", result.validation());
        }
    }
}
