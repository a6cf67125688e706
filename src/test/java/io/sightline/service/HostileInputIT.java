package io.sightline.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sightline.config.Settings;
import io.sightline.event.DeadLetter;
import io.sightline.event.EventTopics;
import io.sightline.fixtures.HostileEvents;
import io.sightline.fixtures.HostileUris;
import io.sightline.fixtures.Mutations;
import io.sightline.image.TestPictures;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.Topics;
import io.sightline.model.TestModels;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A running service is sent what nobody should send. Each record ends as a prediction or a dead letter,
 * nothing outside is read or asked, and the service goes on.
 */
class HostileInputIT {
    private static final int EVENTS = Integer.getInteger("hostile.sent", 400);

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    private final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    private Settings settings = broker.settings(Map.of());

    @Test
    void eachEndsSomewhereAndTheServiceGoesOn() throws Exception {
        HostileUris files = new HostileUris(folder);
        Path good = Files.write(files.allowed().resolve("good.jpg"), TestPictures.jpeg(40, 30));
        AtomicInteger asked = new AtomicInteger();
        HttpServer inner = innerServer(asked);
        settings = settings(files);
        generated(files, inner.getAddress().getPort());
        pictures();
        extremes(good);
        ClientSettings clients = new ClientSettings(settings);
        try (Topics topics = Topics.connect(clients)) {
            topics.create(EventTopics.specs(settings));
        }
        try (ClassifierService service = ClassifierService.start(settings)) {
            service.awaitReady(Duration.ofMinutes(1));
            broker.send(records);
            broker.send(List.of(record("after all", "{\"id\":\"after all\",\"uri\":\"" + good.toUri() + "\"}")));

            Map<String, Integer> outcomes = outcomes(records.size() + 1);

            assertThat(outcomes.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(records.size() + 1);
            assertThat(outcomes)
                    .containsKeys(
                            "predicted",
                            "malformed-event",
                            "uri-not-allowed",
                            "unsupported-format",
                            "corrupt-image",
                            "too-large");
            assertThat(asked).as("requests to an address inside").hasValue(0);
            assertThat(service.failure()).isNull();
            assertThat(service.ready()).isTrue();
        } finally {
            inner.stop(0);
        }
    }

    private Settings settings(HostileUris files) throws Exception {
        Map<String, String> values = new TreeMap<>();
        values.put(Settings.ROLES, "classify");
        values.put(Settings.MODEL_REGISTRY, "false");
        values.put(Settings.TOPIC_PARTITIONS, "2");
        values.put(Settings.HTTP_PORT, "0");
        values.put(Settings.IMAGE_MAX_BYTES, "8000000");
        values.put(Settings.STATE_DIR, folder.resolve("state").toString());
        values.put(Settings.IMAGE_FILE_ROOTS, files.allowed().toString());
        // numbers only: no name has to be looked up
        values.put(Settings.IMAGE_HTTP_HOSTS, "127.0.0.1,127.1,2130706433,0.0.0.0,localhost,[::1],169.254.169.254");
        values.put(
                Settings.MODEL_DIR,
                TestModels.write(folder.resolve("model"), "ok", "scratch")
                        .folder()
                        .toString());
        return broker.settings(values);
    }

    private static HttpServer innerServer(AtomicInteger asked) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private void generated(HostileUris files, int port) {
        List<String> uris = new ArrayList<>(files.files());
        uris.addAll(HostileUris.addresses(port));
        HostileEvents events = new HostileEvents(11, uris);
        for (int i = 0; i < EVENTS; i++) {
            HostileEvents.Event event = events.next();
            add(event.key(), event.value(), event.headers());
        }
    }

    private void pictures() {
        Mutations mutations = new Mutations(12);
        byte[] jpeg = TestPictures.jpeg(64, 48);
        for (int i = 0; i < EVENTS / 4; i++) {
            add(("picture " + i).getBytes(UTF_8), mutations.of(jpeg), Map.of("content-type", "image/jpeg"));
        }
        TestPictures.bombs()
                .forEach((name, bytes) -> add(name.getBytes(UTF_8), bytes, Map.of("content-type", "image/x")));
    }

    /** Each of these has ended a service, or would have. */
    private void extremes(Path good) {
        String uri = "{\"uri\":\"" + good.toUri() + "\",\"attributes\":{\"a\":";
        text("ten megabytes", uri + "\"" + "x".repeat(10_000_000) + "\"}}");
        text("ten megabytes of names", uri + "{\"0\":0" + names(400_000) + "}}}");
        text("numbers that are longer when written", uri + "[" + "1e-6,".repeat(2_200_000) + "1]}}");
        text("deep", uri + "[".repeat(1_000_000) + "]".repeat(1_000_000) + "}}");
        String name = "\"" + "\u20ac".repeat(49_000) + "\":1";
        text("a name that is too long to tell", "{" + name + "," + name + "}");
        text("a port beyond all", "http://127.0.0.1:424001/a.jpg");
        text("no path at all", "file://localhost");
        text("nothing but NULs", "\0".repeat(1000));
        // As large as the topic takes, and then its dead letter and its prediction are larger.
        String rest = "{\"uri\":\"" + good.toUri() + "\",\"attributes\":{\"a\":\"";
        text("full", rest + "y".repeat(ClientSettings.maxRecordBytes(settings) - 2_000 - rest.length()) + "\"}}");
        text(
                "full and wrong",
                "{" + name + "," + name + ",\"x\":\"" + "y".repeat(ClientSettings.maxRecordBytes(settings) - 400_000)
                        + "\"}");
    }

    private static String names(int count) {
        StringBuilder names = new StringBuilder();
        for (int i = 1; i < count; i++) {
            names.append(",\"").append(i).append("\":1");
        }
        return names.toString();
    }

    private void text(String key, String value) {
        add(key.getBytes(UTF_8), value.getBytes(UTF_8), Map.of());
    }

    private void add(byte[] key, byte[] value, Map<String, String> headers) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(settings.topic(EventTopics.IMAGES), key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
        records.add(record);
    }

    private ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>(settings.topic(EventTopics.IMAGES), key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    private Map<String, Integer> outcomes(int count) {
        Map<String, Integer> outcomes = new TreeMap<>();
        String predictions = settings.topic(EventTopics.PREDICTIONS);
        for (ConsumerRecord<byte[], byte[]> record :
                broker.read(count, predictions, settings.topic(EventTopics.DEAD_LETTERS))) {
            assertThat(new String(record.value() == null ? new byte[0] : record.value(), UTF_8))
                    .doesNotContain(HostileUris.SECRET);
            String outcome = record.topic().equals(predictions)
                    ? "predicted"
                    : DeadLetter.of(record.headers()).reason();
            outcomes.merge(outcome, 1, Integer::sum);
        }
        return outcomes;
    }
}
