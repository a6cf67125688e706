package io.sightline.cli.training;

import io.sightline.augmentation.AugmentationSpec;
import io.sightline.cli.common.BackboneOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Progress;
import io.sightline.cli.common.TemporaryFolder;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.weights.OfficialWeights;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.cnn.weights.PretrainedBackbones;
import io.sightline.cnn.weights.WeightsException;
import io.sightline.dataset.DatasetException;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Split;
import io.sightline.event.Json;
import io.sightline.report.Comparison;
import io.sightline.report.Comparison.Skipped;
import io.sightline.report.Comparison.Trained;
import io.sightline.report.ComparisonReport;
import io.sightline.report.TrainingFiles;
import io.sightline.training.Training;
import io.sightline.training.TrainingOutcome;
import io.sightline.training.TrainingRequest;
import io.sightline.training.TrainingResult;
import io.sightline.training.fit.TrainingStoppedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains several backbones on the same pictures and says what accuracy costs. */
@Command(
        name = "compare",
        description = "Train several backbones on the same pictures and compare accuracy, size, speed and memory.",
        footer = {
            "",
            "A head is trained on each frozen backbone, with the same split. Speed and memory are those of the model"
                    + " alone, measured in a process of its own; memory is the most that it had resident, JVM and"
                    + " TensorFlow included (Linux). A backbone whose weights cannot be had is passed over."
        })
public final class CompareCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Pictures, a folder for each class.")
    @SuppressWarnings("NullAway.Init") // required
    Path data;

    @Option(
            names = "--backbones",
            paramLabel = "NAME[@ALPHA]",
            split = ",",
            converter = Contender.Converter.class,
            description = "Which, for example resnet50,mobilenet_v2@0.35. Default: all.")
    List<Contender> contenders = Arrays.stream(Backbone.values())
            .map(backbone -> new Contender(backbone, null))
            .toList();

    @Mixin
    ContenderWeights weights = new ContenderWeights();

    @Option(
            names = "--image-size",
            paramLabel = "N",
            description = "Side of the square that pictures are resized to. Default: each backbone's own.")
    @Nullable
    Integer imageSize;

    @Mixin
    FitOptions fit = new FitOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Keep the models here, with compare.html and compare.json.")
    @Nullable
    Path out;

    @Option(
            names = "--seconds",
            paramLabel = "F",
            defaultValue = "0.5",
            description = "Length of each of the rounds in which speed is measured. Default: ${DEFAULT-VALUE}.")
    double seconds;

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        usable();
        try (StopRequest stop = new StopRequest()) {
            return compare(stop);
        }
    }

    /** The process goes as soon as the stop request is closed, so all is said before that. */
    private int compare(StopRequest stop) throws IOException {
        try (TrainingConsole console = new TrainingConsole(
                spec.commandLine().getErr(),
                stop::asked,
                out == null ? "" : TrainingFiles.REPORT + " in the folder of a model names all")) {
            if (out != null) {
                Files.createDirectories(out);
                Comparison comparison = compare(out, console);
                ComparisonReport.write(out.resolve("compare.html"), comparison);
                Json.mapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValue(out.resolve("compare.json").toFile(), comparison);
                print(comparison);
            } else {
                try (TemporaryFolder folder = new TemporaryFolder("sightline-compare")) {
                    print(compare(folder.path(), console));
                }
            }
            return ExitCode.OK;
        } catch (TrainingStoppedException e) {
            spec.commandLine().getErr().println(e.getMessage());
            spec.commandLine().getErr().flush();
            return ExitCode.SOFTWARE;
        }
    }

    /** Finds what is wrong before hours have gone into training. */
    private void usable() {
        try {
            fit.settings();
            Contender.requireDistinct(contenders);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (ImageFolder.scan(data).photos(Split.TEST).isEmpty()) {
            throw new DatasetException(data + " has no pictures to test on, so that nothing could be compared; add"
                    + " more, or a folder test beside a folder train");
        }
    }

    private Comparison compare(Path folder, TrainingConsole console) throws IOException {
        List<Trained> trained = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (Contender contender : contenders) {
            PretrainedBackbone backbone;
            try {
                backbone = find(contender);
            } catch (WeightsException | IllegalArgumentException e) {
                skipped.add(new Skipped(contender.name(), String.valueOf(e.getMessage())));
                console.notice(contender.name() + " is passed over: " + e.getMessage());
                continue;
            }
            if (trained.isEmpty()) {
                EngineWarmUp.run(backbone, data);
            }
            trained.add(train(contender, backbone, folder, console));
        }
        if (trained.isEmpty()) {
            throw new WeightsException("none of the backbones can be trained, the first because "
                    + skipped.get(0).reason());
        }
        return new Comparison(data.toString(), trained, skipped);
    }

    private PretrainedBackbone find(Contender contender) {
        PrintWriter err = spec.commandLine().getErr();
        try (Progress progress = new Progress("Weights", -1)) {
            PretrainedBackbones backbones = new PretrainedBackbones(
                    new OfficialWeights(), progress::at, notice -> err.println("Note: " + notice));
            PretrainedBackbone found = weights.find(backbones, contender, imageSize);
            err.println(BackboneOptions.describe(found));
            err.flush();
            return found;
        }
    }

    private Trained train(Contender contender, PretrainedBackbone backbone, Path folder, TrainingConsole console)
            throws IOException {
        TrainingRequest request = new TrainingRequest(
                data,
                folder.resolve(contender.name()),
                contender.name(),
                backbone,
                fit.settings(),
                null,
                AugmentationSpec.NONE,
                true,
                false,
                0,
                false);
        TrainingResult result = Training.run(request, console, new TrainingFiles());
        TrainingOutcome outcome = result.outcome();
        Path model = result.bundle().folder();
        return new Trained(
                contender.name(),
                backbone.alpha(),
                backbone.imageSize(),
                backbone.origin(),
                model.toString(),
                outcome.test(),
                outcome.parameters(),
                Files.size(model.resolve("saved_model.pb")),
                outcome.seconds(),
                ModelMeasurement.of(model, seconds));
    }

    private void print(Comparison comparison) throws IOException {
        PrintWriter stdout = spec.commandLine().getOut();
        if (json.wanted()) {
            stdout.println(json.line(comparison));
        } else {
            ComparisonTable.print(stdout, comparison);
        }
    }
}
