package io.sightline.training;

import io.sightline.cnn.Backbone;
import io.sightline.cnn.graph.FrozenNetwork;
import io.sightline.cnn.weights.OfficialWeights;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.cnn.weights.PretrainedBackbones;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.PhotoReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.io.FileUtils;

/**
 * Feature extraction against the bare engine, in turns: how many pictures a second go through decoder and
 * backbone with nothing else done, and how many through a whole training. Arguments: a data set, a
 * weights file of MobileNetV2, rounds.
 */
public final class TrainingSpeed {
    private TrainingSpeed() {}

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        PretrainedBackbone backbone = new PretrainedBackbones(new OfficialWeights(), (done, total) -> {}, notice -> {})
                .file(Path.of(arguments[1]), Backbone.MOBILENET_V2, null, null);
        List<Path> files =
                ImageFolder.scan(data).photos().stream().map(Photo::file).toList();
        engine(backbone, files.subList(0, 100));
        List<Double> extraction = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
            double engine = engine(backbone, files);
            TrainingOutcome outcome = train(data, backbone);
            extraction.add(files.size() / outcome.extractionSeconds() / engine);
            whole.add(files.size() / outcome.seconds() / engine);
            System.out.printf(
                    "engine %.1f images/s, extraction %.3f of it, whole training %.3f of it%n",
                    engine, extraction.get(round), whole.get(round));
        }
        extraction.sort(null);
        whole.sort(null);
        System.out.printf(
                "median of %d: extraction %.3f, whole training %.3f%n",
                extraction.size(), extraction.get(extraction.size() / 2), whole.get(whole.size() / 2));
    }

    private static double engine(PretrainedBackbone backbone, List<Path> files) {
        long start = System.nanoTime();
        try (FrozenNetwork network = new FrozenNetwork(backbone.network());
                PhotoReader reader = new PhotoReader(backbone.imageSize(), true)) {
            reader.read(files, 16, (first, batch, pictures) -> network.outputs(pictures));
        }
        return files.size() / ((System.nanoTime() - start) / 1e9);
    }

    private static TrainingOutcome train(Path data, PretrainedBackbone backbone) throws IOException {
        Path out = Files.createTempDirectory("training-speed");
        try {
            return Training.run(TrainingRequest.of(data, out, backbone), TrainingListener.none(), RunReport.none())
                    .outcome();
        } finally {
            FileUtils.deleteDirectory(out.toFile());
        }
    }
}
