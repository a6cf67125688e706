package io.sightline.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.weights.KerasWeights;
import io.sightline.dataset.ColouredPictures;
import io.sightline.model.Bundle;
import io.sightline.service.CliProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model owner presses Ctrl-C, or loses the machine, and goes on later. */
class StoppedTrainingIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private Path weights = Path.of("");

    @BeforeEach
    void takePictures() throws IOException {
        weights = folder.resolve("formula.weights.h5");
        KerasWeights.write(weights, DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(0.35, 32)));
        for (String colour : List.of("red", "green", "blue")) {
            ColouredPictures.write(folder.resolve("data"), colour, 60, colour.hashCode());
        }
    }

    @Test
    void afterCtrlCThereIsNoHalfBundleAndResumingGivesTheModelOfAnUninterruptedTraining() throws IOException {
        String whole = train("whole").await() == 0 ? sha256("whole") : "failed";

        try (CliProcess stopped = train("stopped")) {
            await().atMost(PATIENCE).until(() -> stopped.errors().contains("Epoch 8/"));
            assertThat(stopped.terminate()).isNotZero();
            assertThat(stopped.errors()).contains("--resume");
        }
        assertThat(entries("stopped")).containsExactly(".training");

        try (CliProcess killed = train("stopped", "--resume")) {
            await().atMost(PATIENCE).until(() -> killed.errors().contains("Epoch 20/"));
            killed.kill();
        }
        assertThat(entries("stopped")).containsExactly(".training");

        CliProcess resumed = train("stopped", "--resume");
        assertThat(resumed.await()).as(resumed.errors()).isZero();
        assertThat(entries("stopped")).containsExactlyInAnyOrder(".training", "1");
        assertThat(sha256("stopped")).isEqualTo(whole);
    }

    private CliProcess train(String out, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "--data",
                folder.resolve("data").toString(),
                "--out",
                folder.resolve(out).toString(),
                "--weights",
                weights.toString(),
                "--image-size",
                "32",
                "--strategy",
                "fine-tuning",
                "--unfreeze-from",
                "block_13",
                "--epochs",
                "5",
                "--fine-tuning-epochs",
                "60",
                "--fine-tuning-learning-rate",
                "1e-4"));
        arguments.addAll(List.of(more));
        return CliProcess.sightline("training-" + out + "-" + folder.getFileName(), arguments.toArray(String[]::new));
    }

    private String sha256(String out) {
        return Bundle.read(folder.resolve(out)).manifest().savedModelSha256();
    }

    private List<String> entries(String out) throws IOException {
        try (Stream<Path> entries = Files.list(folder.resolve(out))) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
