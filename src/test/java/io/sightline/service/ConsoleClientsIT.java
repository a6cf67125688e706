package io.sightline.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import io.sightline.image.TestPictures;
import io.sightline.model.TestModels;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker, a service and Kafka's own console producer and consumer, each a process of its own: what a
 * user has who has nothing of ours but the service.
 */
class ConsoleClientsIT {
    @TempDir
    Path folder;

    private final String run = "console-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void jsonEventsUrisAndPicturesGoInAndPredictionsComeOut() throws IOException {
        Path photos = Files.createDirectories(folder.resolve("line photos"));
        String uri = Files.write(photos.resolve("part 1.jpg"), TestPictures.jpeg(80, 60))
                .toUri()
                .toString();
        Path model = TestModels.write(folder.resolve("model"), "ok", "scratch").folder();
        try (CliProcess broker = CliProcess.sightline(
                run + "-broker",
                "broker",
                "--port",
                "0",
                "--data",
                folder.resolve("broker").toString())) {
            String address = address(broker);
            assertThat(CliProcess.sightline(run + "-topics", "topics", "create", "--bootstrap-servers", address)
                            .await())
                    .isZero();
            try (CliProcess service = CliProcess.serve(
                    run + "-service",
                    Map.of(
                            Settings.BOOTSTRAP_SERVERS, address,
                            Settings.STATE_DIR, folder.resolve("state").toString(),
                            Settings.MODEL_DIR, model.toString(),
                            Settings.IMAGE_FILE_ROOTS, photos.toString()))) {
                produce(address, "type:json\tpart-1\t{\"uri\":\"" + uri + "\",\"attributes\":{\"line\":3}}\n");
                produce(address, "type:uri\tpart-2\t" + uri + "\n");
                produce(address, "content-type:image/bmp\tpart-3\t" + printableBitmap() + "\n");
                produce(address, "type:broken\tpart-4\t{\"uri\":\n");

                List<String> predictions = consume(address, "predictions", 3);
                List<String> deadLetters = consume(address, "dead-letters", 1);

                assertThat(predictions)
                        .anySatisfy(line -> assertThat(line)
                                .contains("type:json", "part-1", "ce_type:io.sightline.prediction.v1", "\"line\":3"))
                        .anySatisfy(line -> assertThat(line).contains("type:uri", "part-2", uri))
                        .anySatisfy(line -> assertThat(line).contains("part-3", "\"id\":\"part-3\""))
                        .allSatisfy(line ->
                                assertThat(line).contains("\"label\":", "\"probability\":", "\"name\":\"surfaces\""));
                assertThat(deadLetters)
                        .singleElement()
                        .asString()
                        .contains("sightline.reason:malformed-event", "part-4", "{\"uri\":");
                assertThat(service.errors())
                        .as("what an operator reads: settings, model, addresses, dead letters")
                        .contains("settings that differ from the defaults: bootstrap.servers=" + address)
                        .contains("Model surfaces version 1 is warm", "metrics at http://")
                        .contains("Dead letter: ", "id=\"part-4\" reason=\"malformed-event\"");
                assertThat(service.terminate()).as("exit code after SIGTERM").isZero();
            }
            assertThat(broker.terminate()).as("exit code after SIGTERM").isZero();
        }
    }

    private String address(CliProcess broker) {
        await().atMost(Duration.ofMinutes(1)).until(() -> broker.output().contains("bootstrap.servers="));
        return broker.output().strip().replace("bootstrap.servers=", "");
    }

    private void produce(String address, String line) {
        CliProcess producer = CliProcess.start(
                run + "-producer",
                "org.apache.kafka.tools.ConsoleProducer",
                List.of(
                        "--bootstrap-server", address,
                        "--topic", "images",
                        "--reader-property", "parse.headers=true",
                        "--reader-property", "parse.key=true"));
        assertThat(producer.input(line.getBytes(ISO_8859_1)).await())
                .as(producer.errors())
                .isZero();
    }

    private List<String> consume(String address, String topic, int count) {
        List<String> arguments = new ArrayList<>(List.of("--bootstrap-server", address, "--topic", topic));
        arguments.addAll(List.of("--from-beginning", "--max-messages", Integer.toString(count)));
        arguments.addAll(List.of("--timeout-ms", "60000", "--isolation-level", "read_committed"));
        arguments.addAll(List.of("--formatter-property", "print.key=true"));
        arguments.addAll(List.of("--formatter-property", "print.headers=true"));
        // Stack traces in the headers have line ends of their own.
        arguments.addAll(List.of("--formatter-property", "line.separator=<END>"));
        CliProcess consumer = CliProcess.start(
                run + "-consumer-" + topic, "org.apache.kafka.tools.consumer.ConsoleConsumer", arguments);
        assertThat(consumer.await()).as(consumer.errors()).isZero();
        return List.of(consumer.output().split("<END>"));
    }

    /**
     * A real picture of 32 x 32 pixels that survives a tool that reads lines of text: a bitmap without a
     * byte above 127 and without a line end.
     */
    private static String printableBitmap() {
        int side = 32;
        int pixels = side * side * 3;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(54).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 'B').put((byte) 'M').putInt(54 + pixels).putInt(0).putInt(54);
        header.putInt(40).putInt(side).putInt(side).putShort((short) 1).putShort((short) 24);
        header.putInt(0).putInt(pixels).putInt(0x0b13).putInt(0x0b13).putInt(0).putInt(0);
        bytes.writeBytes(header.array());
        for (int i = 0; i < pixels; i++) {
            bytes.write(32 + i % 90);
        }
        return bytes.toString(UTF_8);
    }
}
