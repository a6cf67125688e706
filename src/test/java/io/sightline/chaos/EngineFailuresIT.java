package io.sightline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.model.PickyModel;
import io.sightline.service.CliProcess;
import io.sightline.service.Ledger;
import io.sightline.service.Surroundings;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The engine cannot run a batch, or memory ends in one. */
class EngineFailuresIT {
    private static final int PER_SECOND = 100;

    /** Started as {@code sightline} starts it, but with little memory. */
    private static final Surroundings SMALL = new Surroundings(
            List.of("-Xmx160m", "-XX:MaxDirectMemorySize=1g", "-XX:+ExitOnOutOfMemoryError"), Map.of());

    private static final Surroundings LARGE =
            new Surroundings(List.of("-Xmx1200m", "-XX:+ExitOnOutOfMemoryError"), Map.of());

    /** The JVM's, when memory ends. */
    private static final int OUT_OF_MEMORY = 3;

    @TempDir
    Path folder;

    @Test
    void ofABatchThatTheEngineCannotRunOnlyThePicturesAtFaultAreDeadLetters() throws Exception {
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger()) {
            plant.set(Settings.MODEL_DIR, picky(32));
            plant.set(Settings.BATCH_LINGER_MS, "150"); // batches of a dozen pictures
            plant.set(Settings.BATCH_TUNE, "off");
            List<String> uris = plant.files().subList(0, 10);
            uris.set(7, picture(plant, Color.BLUE));
            CliProcess service = plant.startAndAwaitReady("one");
            try (Traffic traffic = plant.traffic(uris, PER_SECOND)) {
                Plant.awaitOut(ledger, 500, service);
                int sent = traffic.stop();
                plant.assertEachOnce(ledger, sent, service);
                assertThat(ledger.count(EventTopics.DEAD_LETTERS)).isEqualTo((sent + 2) / 10);
                assertThat(service.errors())
                        .contains("running its pictures one by one", "it is blue", "reason=\"inference-failed\"")
                        .doesNotContain("A stream thread died");
            }
        }
    }

    /**
     * TensorFlow waits ten seconds for memory before it gives up, and nothing is decoded meanwhile: the
     * deadline must be longer than that is for the batch and for the picture alone.
     */
    @Test
    @EnabledIfSystemProperty(named = "chaos", matches = "true")
    void ofABatchThatTheEngineHasNoMemoryForOnlyThePictureAtFaultIsADeadLetter() throws Exception {
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger()) {
            plant.set(Settings.MODEL_DIR, picky(32));
            plant.set(Settings.BATCH_LINGER_MS, "150");
            plant.set(Settings.IMAGE_DEADLINE_MS, "60000");
            plant.set("kafka.producer.transaction.timeout.ms", "180000");
            List<String> uris = new ArrayList<>();
            for (int round = 0; round < 6; round++) {
                uris.addAll(plant.files());
            }
            uris.set(30, picture(plant, Color.WHITE));
            CliProcess service = plant.startAndAwaitReady("one");
            try (Traffic traffic = plant.traffic(uris, 20)) {
                Plant.awaitOut(ledger, 100, service);
                int sent = traffic.stop();
                plant.assertEachOnce(ledger, sent, service);
                long atFault = IntStream.range(0, sent)
                        .filter(event -> event % 300 == 30 || event % 50 == 49) // a white one; one that is missing
                        .count();
                assertThat(ledger.count(EventTopics.DEAD_LETTERS)).isEqualTo((int) atFault);
                assertThat(service.errors()).contains("OOM when allocating").doesNotContain("A stream thread died");
            }
        }
    }

    /** A backlog of pictures of 3 MB each, in a heap that holds a few of them. */
    @Test
    @EnabledIfSystemProperty(named = "chaos", matches = "true")
    void withoutMemoryForItsBacklogItEndsAtOnceAndWithMoreItGoesOnWhereItWas() throws Exception {
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger();
                Traffic traffic = plant.traffic(plant.files(), PER_SECOND)) {
            plant.set(Settings.MODEL_DIR, picky(512));
            plant.set(Settings.BATCH_MAX_SIZE, "64"); // 200 MB, and it waits until it is full
            plant.set(Settings.BATCH_LINGER_MS, "60000");
            plant.set(Settings.BATCH_THREADS, "1");
            plant.set(Settings.BATCH_TUNE, "off");
            plant.surround(SMALL);
            for (int death = 0; death < 2; death++) {
                CliProcess small = plant.start("one");
                assertThat(small.await()).as(small.errors()).isEqualTo(OUT_OF_MEMORY);
            }
            plant.surround(LARGE);
            plant.set(Settings.BATCH_LINGER_MS, "5");
            CliProcess large = plant.startAndAwaitReady("one");
            plant.assertEachOnce(ledger, traffic.stop(), large);
        }
    }

    private String picky(int size) throws IOException {
        return PickyModel.write(folder.resolve("picky"), size).folder().toString();
    }

    private static String picture(Plant plant, Color colour) throws IOException {
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(colour);
        graphics.fillRect(0, 0, 40, 40);
        graphics.dispose();
        Path file = plant.photos().resolve("colour" + colour.getRGB() + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file.toUri().toString();
    }
}
