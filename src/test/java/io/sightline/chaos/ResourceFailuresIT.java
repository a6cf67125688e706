package io.sightline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.kafka.TopicSpec;
import io.sightline.kafka.Topics;
import io.sightline.service.CliProcess;
import io.sightline.service.Ledger;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** What the service stands on is missing, wrong, full or out of reach: it says so, and nothing is lost. */
class ResourceFailuresIT {
    private static final int PER_SECOND = 60;

    @TempDir
    Path folder;

    @Test
    void whatCannotWorkIsSaidAtTheStartWithTheWayOut() throws Exception {
        try (Plant plant = new Plant(1, folder)) {
            plant.set(
                    Settings.STATE_DIR,
                    Files.writeString(folder.resolve("a file"), "").toString());
            CliProcess noFolder = plant.start("no-folder");
            assertThat(noFolder.await()).as(noFolder.errors()).isEqualTo(1);
            assertThat(noFolder.errors()).contains("state.dir", "a file");

            Path readOnly = readOnly(folder.resolve("read-only"));
            try {
                plant.set(Settings.STATE_DIR, readOnly.toString());
                CliProcess notWritable = plant.start("read-only");
                assertThat(notWritable.await()).as(notWritable.errors()).isEqualTo(1);
                assertThat(notWritable.errors()).contains("state.dir", "nothing can be written there");
            } finally {
                shell("umount -l '" + readOnly + "'");
            }

            plant.set(Settings.STATE_DIR, folder.resolve("state").toString());
            plant.cluster().deleteTopic(EventTopics.PREDICTIONS);
            CliProcess noTopic = plant.start("no-topic");
            assertThat(noTopic.await()).as(noTopic.errors()).isEqualTo(1);
            assertThat(noTopic.errors()).contains(EventTopics.PREDICTIONS, "topics create");

            try (Topics topics = Topics.connect(plant.clients())) {
                await().atMost(Plant.PATIENCE).ignoreExceptions().until(() -> {
                    topics.create(
                            List.of(TopicSpec.deleted(EventTopics.PREDICTIONS, 1, (short) 1, Duration.ofDays(1))));
                    return true;
                });
            }
            CliProcess fewer = plant.start("fewer-partitions");
            assertThat(fewer.await()).as(fewer.errors()).isEqualTo(1);
            assertThat(fewer.errors()).contains(EventTopics.PREDICTIONS, "partitions");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "chaos", matches = "true")
    void aTopicDeletedWhileItRunsEndsItWithTheReasonAndItComesBackWithTheTopic() throws Exception {
        try (Plant plant = new Plant(1, folder)) {
            CliProcess service = plant.startAndAwaitReady("one");
            plant.cluster().deleteTopic(EventTopics.IMAGES);
            assertThat(service.await()).as(service.errors()).isEqualTo(1);
            assertThat(service.errors()).contains(EventTopics.IMAGES);

            try (Topics topics = Topics.connect(plant.clients())) {
                await().atMost(Plant.PATIENCE).ignoreExceptions().until(() -> {
                    topics.create(EventTopics.specs(new Settings(plant.values("nobody"))));
                    return true;
                });
            }
            try (Ledger ledger = plant.ledger()) {
                CliProcess again = plant.startAndAwaitReady("one");
                try (Traffic traffic = plant.traffic(plant.files(), PER_SECOND)) {
                    Plant.awaitOut(ledger, 100, again);
                    plant.assertEachOnce(ledger, traffic.stop(), again);
                }
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "chaos", matches = "true")
    void aDiskThatIsFullCostsNoRecord() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeThat(shell("mount -t tmpfs -o size=24m tmpfs '" + disk + "'"))
                .as("a disk of its own, which only root can have")
                .isZero();
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger()) {
            plant.set(Settings.STATE_DIR, disk.resolve("state").toString());
            CliProcess service = plant.startAndAwaitReady("one");
            try (Traffic traffic = plant.traffic(plant.files(), PER_SECOND)) {
                Plant.awaitOut(ledger, 100, service);
                Path filler = disk.resolve("filler");
                fill(filler);
                int full = traffic.sent();
                // Whether it can go on without a disk or ends, is its own affair; what it said it did, it did.
                await().atMost(Plant.PATIENCE).until(() -> !service.alive() || ledger.read() > full + 200);
                service.terminate();
                Files.delete(filler);
                CliProcess again = plant.startAndAwaitReady("one");
                plant.assertEachOnce(ledger, traffic.stop(), again);
            }
        } finally {
            shell("umount -l '" + disk + "'");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "chaos", matches = "true")
    void picturesFromAServerThatIsCutOffAndSlowEndAsPredictionsOrDeadLetters() throws Exception {
        byte[] picture;
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger();
                FaultyLink link = new FaultyLink()) {
            picture = Files.readAllBytes(plant.photos().resolve("1.jpg"));
            HttpServer server = serve(picture);
            link.to(server.getAddress().getPort());
            plant.set(Settings.IMAGE_HTTP_ALLOW_PRIVATE, "true");
            plant.set("image.fetch.timeout.ms", "1500");
            CliProcess service = plant.startAndAwaitReady("one");
            List<String> uris = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                uris.add("http://127.0.0.1:" + link.port() + "/" + i + ".jpg");
            }
            try (Traffic traffic = plant.traffic(uris, PER_SECOND)) {
                for (int round = 0; round < 3; round++) {
                    Plant.awaitOut(ledger, ledger.read() + 100, service);
                    link.cut();
                    Plant.awaitOut(ledger, traffic.sent() + 60, service);
                    link.mend();
                    link.slow(300);
                    Plant.awaitOut(ledger, traffic.sent() + 60, service);
                    link.mend();
                }
                plant.assertEachOnce(ledger, traffic.stop(), service);
                assertThat(ledger.count(EventTopics.PREDICTIONS))
                        .as("predictions")
                        .isPositive();
                assertThat(ledger.count(EventTopics.DEAD_LETTERS))
                        .as("dead letters")
                        .isPositive();
            } finally {
                server.stop(0);
            }
        }
    }

    /** Root writes whatever the permissions say, but not to a disk that is read-only; nobody else may mount one. */
    private static Path readOnly(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        if (shell("mount -t tmpfs -o ro tmpfs '" + folder + "'") != 0) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        }
        return folder;
    }

    private static HttpServer serve(byte[] picture) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, picture.length);
                exchange.getResponseBody().write(picture);
            }
        });
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "picture-server");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        return server;
    }

    private static void fill(Path file) throws IOException {
        byte[] megabyte = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(megabyte);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static int shell(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
