package io.sightline.cli.training;

import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.cnn.weights.PretrainedBackbones;
import io.sightline.cnn.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says where the weights of several backbones are. */
final class ContenderWeights {
    @Option(
            names = "--weights",
            paramLabel = "DIR|NAME=FILE|imagenet|starter",
            description = "Weights of the backbones: a folder of Keras .h5 files whose names begin with the backbone's;"
                    + " or a file for one of them, for example mobilenet_v2@0.35=FILE, as often as there are some; or"
                    + " imagenet; or starter. Default: imagenet if it can be had, for mobilenet_v2 else starter.")
    List<String> given = List.of();

    /**
     * Finds a backbone's weights.
     *
     * @throws WeightsException if they cannot be had
     * @throws IllegalArgumentException if the width or picture size is out of the backbone's range
     */
    PretrainedBackbone find(PretrainedBackbones backbones, Contender contender, @Nullable Integer imageSize) {
        Path file = files().get(contender.name());
        if (file != null) {
            return backbones.file(file, contender.backbone(), contender.alpha(), imageSize);
        }
        for (String source : given) {
            if (source.equals("imagenet")) {
                return backbones.imageNet(contender.backbone(), contender.alpha(), imageSize);
            }
            if (source.equals("starter")) {
                return backbones.starter(contender.backbone(), contender.alpha(), imageSize);
            }
            if (source.indexOf('=') < 0) {
                return inFolder(Path.of(source), backbones, contender, imageSize);
            }
        }
        if (!given.isEmpty()) {
            throw new WeightsException("--weights names no file for " + contender.name());
        }
        return backbones.best(contender.backbone(), contender.alpha(), imageSize);
    }

    private Map<String, Path> files() {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String source : given) {
            int equals = source.indexOf('=');
            if (equals > 0) {
                files.put(source.substring(0, equals), Path.of(source.substring(equals + 1)));
            }
        }
        return files;
    }

    /** Names do not say everything: of the files that might be meant, the first that fits. */
    private static PretrainedBackbone inFolder(
            Path folder, PretrainedBackbones backbones, Contender contender, @Nullable Integer imageSize) {
        double alpha = contender.alpha() == null ? 1.0 : contender.alpha();
        WeightsException unfit = null;
        for (Path file : files(folder, contender.backbone().id())) {
            try {
                return backbones.file(file, contender.backbone(), alpha, imageSize);
            } catch (WeightsException e) {
                unfit = e;
            }
        }
        throw unfit == null
                ? new WeightsException("there is no .h5 file in " + folder + " whose name begins with "
                        + contender.backbone().id())
                : unfit;
    }

    private static List<Path> files(Path folder, String prefix) {
        if (!Files.isDirectory(folder)) {
            throw new WeightsException(
                    "--weights " + folder + " is no folder; for one backbone's file write NAME=FILE");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(file -> String.valueOf(file.getFileName()).startsWith(prefix))
                    .filter(file -> file.toString().endsWith(".h5"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new WeightsException("cannot list " + folder + ": " + e, e);
        }
    }
}
