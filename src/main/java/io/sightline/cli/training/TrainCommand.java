package io.sightline.cli.training;

import io.sightline.augmentation.AugmentationSpec;
import io.sightline.cli.common.BackboneOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.WeightsOption;
import io.sightline.cnn.Architecture;
import io.sightline.cnn.UnfreezePoint;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.dataset.ImageFolder;
import io.sightline.report.TrainingFiles;
import io.sightline.training.FineTuning;
import io.sightline.training.Training;
import io.sightline.training.TrainingOutcome;
import io.sightline.training.TrainingRequest;
import io.sightline.training.TrainingResult;
import io.sightline.training.fit.TrainingStoppedException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
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
public final class TrainCommand implements Callable<Integer> {
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

    @Mixin
    FineTuningOptions fineTuning = new FineTuningOptions();

    @Mixin
    FitOptions fit = new FitOptions();

    @Option(
            names = "--augment",
            paramLabel = "SPEC",
            defaultValue = "none",
            converter = AugmentationConverter.class,
            description = "Change training pictures at random, anew in each epoch: none, light, default, strong, or"
                    + " steps such as flip,rotation=0.1,zoom=0.2,shift=0.1,brightness=0.2,contrast=0.2,"
                    + "saturation=0.2,hue=0.05,crop=0.9,cutout=0.25. Default: ${DEFAULT-VALUE}.")
    AugmentationSpec augmentation = AugmentationSpec.NONE;

    @Option(
            names = "--no-orientation",
            description = "Do not turn pictures upright by EXIF, in training and serving (as Keras).")
    boolean asStored;

    @Option(names = "--strict", description = "Fail if a picture cannot be read, instead of passing it over.")
    boolean strict;

    @Option(
            names = "--keep-features",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Keep the features of at most so many pictures in the model, so that it can learn more later"
                    + " without forgetting; 0 for none. Default: ${DEFAULT-VALUE}.")
    int keepFeatures;

    @Option(names = "--name", paramLabel = "N", description = "Name of the model. Default: that of the OUT folder.")
    @Nullable
    String name;

    @Mixin
    JsonOption json = new JsonOption();

    @Option(
            names = "--resume",
            description = "Go on with a training into OUT that was cut short; the settings must be the same.")
    boolean resume;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
        usable();
        try (StopRequest stop = new StopRequest()) {
            return train(stop);
        }
    }

    /** The process goes as soon as the stop request is closed, so all is said before that. */
    private int train(StopRequest stop) {
        PrintWriter err = spec.commandLine().getErr();
        try (TrainingConsole console =
                new TrainingConsole(err, stop::asked, TrainingFiles.REPORT + " and --json name all")) {
            TrainingResult result = Training.run(request(weights.load(backbone, err)), console, new TrainingFiles());
            TrainingOutcome outcome = result.outcome();
            if (outcome.validation().count() == 0 || outcome.test().count() == 0) {
                console.notice("so few pictures leave none for "
                        + (outcome.validation().count() == 0
                                ? "validation: the epoch was chosen by the training loss"
                                : "testing: nothing says how good the model is on pictures it has not seen"));
            }
            print(spec.commandLine().getOut(), result);
            return ExitCode.OK;
        } catch (TrainingStoppedException e) {
            err.println(e.getMessage());
            err.flush();
            return ExitCode.SOFTWARE;
        }
    }

    private TrainingRequest request(PretrainedBackbone found) {
        return new TrainingRequest(
                data,
                out,
                name == null ? TrainingRequest.nameOf(out) : name,
                found,
                fit.settings(),
                fineTuning.settings(backbone.backbone(), fit),
                augmentation,
                !asStored,
                strict,
                keepFeatures,
                resume);
    }

    /** Finds what is wrong with the options before weights are downloaded and pictures read. */
    private void usable() {
        try {
            fit.settings();
            if (keepFeatures < 0) {
                throw new IllegalArgumentException("--keep-features is " + keepFeatures + "; it must be at least 0");
            }
            FineTuning wanted = fineTuning.settings(backbone.backbone(), fit);
            Architecture network = backbone.architecture(spec, false);
            if (wanted != null) {
                UnfreezePoint.check(network, wanted.unfreezeFrom());
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        ImageFolder.check(data);
    }

    private void print(PrintWriter stdout, TrainingResult result) {
        if (json.wanted()) {
            stdout.println(json.line(TrainingSummary.of(result)));
            return;
        }
        stdout.printf(
                "Model %s version %d: %s%n",
                result.bundle().manifest().name(),
                result.bundle().manifest().version(),
                result.bundle().folder());
        TrainingOutcome outcome = result.outcome();
        if (outcome.test().count() > 0) {
            EvaluationTable.print(stdout, "Test", outcome.test());
        } else if (outcome.validation().count() > 0) {
            EvaluationTable.print(stdout, "Validation", outcome.validation());
        }
    }
}
