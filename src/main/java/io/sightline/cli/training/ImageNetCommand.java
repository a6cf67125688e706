package io.sightline.cli.training;

import io.sightline.cli.common.BackboneOptions;
import io.sightline.cli.common.Progress;
import io.sightline.cnn.weights.ImageNetClasses;
import io.sightline.cnn.weights.OfficialWeights;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.cnn.weights.PretrainedBackbones;
import io.sightline.model.Bundle;
import io.sightline.model.StockClassifier;
import io.sightline.training.TrainingRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes a model of ImageNet's 1000 classes, with nothing trained. */
@Command(
        name = "imagenet",
        description = "Make a model of ImageNet's 1000 classes from published weights, without training.",
        footer = {
            "",
            "The weights and the names of the classes are those of Keras, downloaded once. The new version is"
                    + " written to OUT/1, OUT/2, ... and can be served like one that was trained."
        })
public final class ImageNetCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the model's versions.")
    @SuppressWarnings("NullAway.Init") // required
    Path out;

    @Mixin
    BackboneOptions backbone = new BackboneOptions();

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "A Keras .h5 file of the backbone with its top. Default: ImageNet's, downloaded.")
    @Nullable
    Path weights;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The names of the 1000 classes: Keras' imagenet_class_index.json, or one a line. Default:"
                    + " Keras' index, downloaded.")
    @Nullable
    Path labels;

    @Option(names = "--name", paramLabel = "N", description = "Name of the model. Default: that of the OUT folder.")
    @Nullable
    String name;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Override
    public Integer call() {
        backbone.architecture(spec, true); // wrong usage before anything is downloaded
        List<String> classes = labels == null ? downloadLabels() : ImageNetClasses.read(labels);
        PretrainedBackbone classifier = loadWeights();
        spec.commandLine().getErr().println(BackboneOptions.describe(classifier));
        Bundle bundle =
                StockClassifier.write(out, name == null ? TrainingRequest.nameOf(out) : name, classifier, classes);
        PrintWriter stdout = spec.commandLine().getOut();
        stdout.printf(
                "Model %s version %d: %s%n",
                bundle.manifest().name(), bundle.manifest().version(), bundle.folder());
        return ExitCode.OK;
    }

    private static List<String> downloadLabels() {
        try (Progress progress = new Progress("Labels", -1)) {
            return new ImageNetClasses().download(progress::at);
        }
    }

    private PretrainedBackbone loadWeights() {
        try (Progress progress = new Progress("Weights", -1)) {
            PretrainedBackbones backbones = new PretrainedBackbones(new OfficialWeights(), progress::at, notice -> {});
            return weights == null
                    ? backbones.imageNetWithTop(backbone.backbone(), backbone.alpha(), backbone.imageSize())
                    : backbones.fileWithTop(weights, backbone.backbone(), backbone.alpha(), backbone.imageSize());
        }
    }
}
