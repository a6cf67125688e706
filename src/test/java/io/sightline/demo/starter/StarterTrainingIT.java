package io.sightline.demo.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.cnn.Architecture;
import io.sightline.cnn.Network;
import io.sightline.cnn.graph.FrozenNetwork;
import io.sightline.cnn.weights.KerasWeights;
import io.sightline.demo.surface.starter.StarterFamily;
import io.sightline.image.Pixels;
import io.sightline.training.fit.ScratchTraining.Batch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A maintainer makes the starter backbone again; here with a handful of pictures. */
class StarterTrainingIT {
    @TempDir
    Path folder;

    @Test
    void givesABackboneThatKerasFilesCanHold() {
        List<Integer> steps = new ArrayList<>();
        Network network = new StarterTraining(16, 2, 1, 4, 1).run(null, more -> {}, (step, loss) -> {
            assertThat(loss).isFinite().isPositive();
            steps.add(step);
        });
        assertThat(steps).containsExactly(0, 1, 2);

        Path file = folder.resolve("starter.weights.h5");
        KerasWeights.write(file, network);
        assertThat(file.toFile().length()).isBetween(1_000_000L, 2_000_000L);

        Architecture architecture = network.architecture();
        Pixels grey = new Pixels(new float[128 * 128 * 3], 128, 128);
        try (FrozenNetwork trained = new FrozenNetwork(network);
                FrozenNetwork read =
                        new FrozenNetwork(new Network(architecture, KerasWeights.read(file, architecture)))) {
            assertThat(read.outputs(List.of(grey))[0]).isEqualTo(trained.outputs(List.of(grey))[0]);
        }
    }

    @Test
    void asksForMaterialAndDefectAtOnce() {
        List<StarterPicture> pictures = new StarterPictures(StarterFamily.create(), 64, 1).render(80, more -> {});
        assertThat(pictures.stream()
                        .map(p -> p.material() * 10 + p.defect())
                        .distinct()
                        .count())
                .isEqualTo(80);

        StarterBatches batches = new StarterBatches(pictures, 8, 10, 64, 4, 1);
        Batch batch = batches.at(7);

        assertThat(batch.rgb()).hasSize(4 * 64 * 64 * 3).isEqualTo(batches.at(7).rgb());
        for (int row = 0; row < 4; row++) {
            float material = 0;
            float defect = 0;
            for (int c = 0; c < 8; c++) {
                material += batch.classes()[row * 18 + c];
            }
            for (int c = 0; c < 10; c++) {
                defect += batch.classes()[row * 18 + 8 + c];
            }
            assertThat(material + defect).isEqualTo(1f);
            assertThat(material).isPositive().isLessThan(defect);
        }
    }
}
