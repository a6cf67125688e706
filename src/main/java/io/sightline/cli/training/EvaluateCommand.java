package io.sightline.cli.training;

import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Progress;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.engine.ProcessorFeatures;
import io.sightline.evaluation.ModelEvaluation;
import io.sightline.evaluation.PrecisionCheck;
import io.sightline.model.Bundle;
import io.sightline.model.Classifier;
import io.sightline.model.PrecisionFigures;
import io.sightline.model.SavedModelClassifier;
import io.sightline.report.EvaluationReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs a model over pictures of known classes. */
@Command(
        name = "evaluate",
        description = "Say how well a model does on pictures in a folder for each class.",
        footer = {
            "",
            "JSON: count, accuracy, classes, confusion, and what else can be said: accuracyInterval, macro, weighted,"
                    + " rocAuc, logLoss, ece, reliability."
        })
public final class EvaluateCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "The model: a bundle, or a folder of versions.")
    @SuppressWarnings("NullAway.Init") // required
    Path model;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Pictures, a folder for each class.")
    @SuppressWarnings("NullAway.Init") // required
    Path data;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            description = "Only the pictures that `train` would use for this: ${COMPLETION-CANDIDATES}. Default: all.")
    @Nullable
    Split split;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write a page to look at: figures, curves, and the worst mistakes as pictures.")
    @Nullable
    Path report;

    @Option(
            names = "--precision",
            description = "Also classify with bfloat16 and write what that changes into the model's folder, for"
                    + " engine.precision=auto. Needs pictures the model was not trained on: --split test, or others.")
    boolean precision;

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ImageFolder folder = ImageFolder.scan(data);
        List<Photo> photos = split == null ? folder.photos() : folder.photos(split);
        Bundle bundle = Bundle.read(model);
        boolean trainedOn =
                split != Split.TEST && folder.hash().equals(bundle.manifest().dataHash());
        if (precision) {
            requireFair(trainedOn);
        }
        if (split == null && trainedOn) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "Note: the model was trained on most of these pictures; --split test takes those it was not.");
        }
        ModelEvaluation result;
        try (Classifier classifier = SavedModelClassifier.load(bundle);
                Progress progress = new Progress("Pictures", photos.size())) {
            result = ModelEvaluation.of(classifier, folder, photos, done -> progress.at(done, photos.size()));
        }
        DataProblems.reportUnreadable(
                spec.commandLine().getErr(),
                result.unreadable(),
                report == null ? "--report names all" : report + " names all");
        if (report != null) {
            writeReport(report, bundle, result);
        }
        if (json.wanted()) {
            out.println(json.line(result.evaluation()));
        } else {
            EvaluationTable.print(out, model.toString(), result.evaluation());
        }
        if (precision) {
            writePrecision(bundle, result);
        }
        return 0;
    }

    private void writePrecision(Bundle bundle, ModelEvaluation result) throws IOException {
        PrecisionFigures figures;
        try (Progress progress = new Progress("With bfloat16", result.scored().size())) {
            figures = PrecisionCheck.of(
                    bundle,
                    result.scored(),
                    0,
                    done -> progress.at(done, result.scored().size()));
        }
        figures.write(bundle.folder());
        spec.commandLine()
                .getErr()
                .printf(
                        Locale.ROOT,
                        "With bfloat16 %.2f %% of %d pictures keep their label; accuracy %.2f %% (float32: %.2f %%).%n"
                                + "engine.precision=auto %s. Written to %s%n",
                        100 * figures.agreement(),
                        figures.images(),
                        100 * figures.bfloat16Accuracy(),
                        100 * figures.float32Accuracy(),
                        figures.objection()
                                .map(reason -> "will not take it: " + reason)
                                .orElse("will take it where it is faster"),
                        bundle.folder().resolve(PrecisionFigures.FILE));
    }

    private void requireFair(boolean trainedOn) {
        if (trainedOn) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--precision with pictures that the model was trained on says nothing; add --split test");
        }
        if (!ProcessorFeatures.bfloat16()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--precision needs a processor with bfloat16 (avx512_bf16 or amx_bf16 among the flags in"
                            + " /proc/cpuinfo)");
        }
    }

    private void writeReport(Path file, Bundle bundle, ModelEvaluation result) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        EvaluationReport.write(
                file,
                bundle.manifest(),
                result,
                split == null ? data.toString() : data + ", the " + split.name().toLowerCase(Locale.ROOT) + " split");
        spec.commandLine().getErr().println("Report: " + file);
    }
}
