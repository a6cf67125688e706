package io.sightline.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.sightline.config.Settings;
import io.sightline.event.DeadLetter;
import io.sightline.event.EventTopics;
import io.sightline.event.Prediction;
import io.sightline.event.PredictionSerde;
import io.sightline.image.OddImages;
import io.sightline.image.TestPictures;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.TopicSpec;
import io.sightline.kafka.Topics;
import io.sightline.model.TestModels;
import io.sightline.stream.inflight.InFlightStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The service whole, in this process: a real broker, a real model, real pictures. */
class ClassifierServiceIT {
    private static final Duration READY = Duration.ofMinutes(1);

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    private final Map<String, String> values = new TreeMap<>();
    private String prefix = "";
    private String picture = "";

    @BeforeEach
    void setUp() throws Exception {
        prefix = broker.prefix() + Long.toHexString(System.nanoTime()) + ".";
        Path photos = Files.createDirectories(folder.resolve("photos"));
        picture = Files.write(photos.resolve("good.jpg"), TestPictures.jpeg(90, 70))
                .toUri()
                .toString();
        values.put(Settings.TOPIC_PREFIX, prefix);
        values.put(Settings.TOPIC_PARTITIONS, "3");
        values.put(Settings.APPLICATION_ID, prefix + "sightline");
        values.put(Settings.STATE_DIR, folder.resolve("state").toString());
        values.put(Settings.HTTP_PORT, "0");
        values.put(
                Settings.IMAGE_FILE_ROOTS, OddImages.present() ? photos + "," + OddImages.folder() : photos.toString());
        values.put(
                Settings.MODEL_DIR,
                TestModels.write(folder.resolve("model"), "ok", "scratch", "dent")
                        .folder()
                        .toString());
    }

    @Test
    void aPredictionSaysWhatTheModelSaysAndADeadLetterKeepsEveryByte() throws Exception {
        ProducerRecord<byte[], byte[]> good = event("part-1", "{\"uri\":\"" + picture + "\",\"id\":\"A 1\"}");
        good.headers().add(new RecordHeader("traceparent", "00-ab-cd-01".getBytes(UTF_8)));
        ProducerRecord<byte[], byte[]> bad = new ProducerRecord<>(
                prefix + EventTopics.IMAGES, new byte[] {(byte) 0xff, 0}, new byte[] {0, (byte) 0xff, 2});
        bad.headers().add(new RecordHeader("camera", new byte[] {(byte) 0xfe}));
        try (ClassifierService service = start()) {
            broker.send(List.of(good, bad));

            ConsumerRecord<byte[], byte[]> predicted =
                    broker.read(prefix + EventTopics.PREDICTIONS, 1).get(0);
            Prediction prediction = prediction(predicted);
            assertThat(predicted.key()).isEqualTo("part-1".getBytes(UTF_8));
            assertThat(predicted.headers().lastHeader("traceparent").value()).isEqualTo("00-ab-cd-01".getBytes(UTF_8));
            assertThat(prediction.id()).isEqualTo("A 1");
            assertThat(prediction.uri()).isEqualTo(picture);
            assertThat(prediction.classes()).hasSize(3);
            assertThat(prediction.label())
                    .isEqualTo(prediction.classes().get(0).label())
                    .isIn("ok", "scratch", "dent");
            assertThat(prediction.classes().stream()
                            .mapToDouble(Prediction.ClassProbability::probability)
                            .sum())
                    .isBetween(0.999, 1.001);
            assertThat(prediction.model()).isEqualTo(new Prediction.Model("surfaces", "1"));

            ConsumerRecord<byte[], byte[]> dead =
                    broker.read(prefix + EventTopics.DEAD_LETTERS, 1).get(0);
            assertThat(dead.key()).isEqualTo(bad.key());
            assertThat(dead.value()).isEqualTo(bad.value());
            assertThat(dead.headers().lastHeader("camera").value()).isEqualTo(new byte[] {(byte) 0xfe});
            DeadLetter letter = DeadLetter.of(dead.headers());
            assertThat(letter.reason()).isEqualTo("malformed-event");
            assertThat(letter.topic()).isEqualTo(prefix + EventTopics.IMAGES);
            assertThat(letter.message()).contains("UTF-8");
            assertThat(service.model().labels()).containsExactly("ok", "scratch", "dent");
        }
    }

    @Test
    void everyOddImageEndsAsItShouldAndHarmsNoNeighbour() throws Exception {
        assumeTrue(OddImages.present(), "no odd images beside the project");
        SortedMap<String, Path> odd = OddImages.files();
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        odd.forEach((name, file) -> {
            events.add(event(name, file.toUri().toString()));
            events.add(event("neighbour of " + name, picture));
        });
        try (ClassifierService service = start()) {
            broker.send(events);

            SortedMap<String, String> outcomes = outcomes(events.size());
            SortedMap<String, String> expected = new TreeMap<>();
            odd.keySet().forEach(name -> {
                expected.put(name, OddImages.expected(name));
                expected.put("neighbour of " + name, OddImages.DECODED);
            });
            assertThat(outcomes).isEqualTo(expected);
            assertThat(service.ready()).isTrue();
        }
    }

    @Test
    void aSlowPictureHoldsBackItsOwnKeyOnly() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        HttpServer camera = camera(release);
        values.put(Settings.IMAGE_HTTP_ALLOW_PRIVATE, "true");
        values.put(Settings.IMAGE_FETCH_TIMEOUT_MS, "60000");
        values.put(Settings.IMAGE_DEADLINE_MS, "60000");
        values.put(Settings.TOPIC_PARTITIONS, "1");
        String slow = "http://127.0.0.1:" + camera.getAddress().getPort() + "/slow.jpg";
        try (ClassifierService service = start()) {
            broker.send(List.of(
                    event("camera-1", "{\"id\":\"slow\",\"uri\":\"" + slow + "\"}"),
                    event("camera-1", "{\"id\":\"behind\",\"uri\":\"" + picture + "\"}"),
                    event("camera-2", "{\"id\":\"other\",\"uri\":\"" + picture + "\"}")));

            assertThat(ids(1)).containsExactly("other");
            release.countDown();
            assertThat(ids(3)).containsExactly("other", "slow", "behind");
            assertThat(service.ready()).isTrue();
        } finally {
            camera.stop(0);
        }
    }

    @Test
    void aSourceThatHangsMissesItsDeadlineAndTheRestGoesOn() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        HttpServer camera = camera(release);
        values.put(Settings.IMAGE_HTTP_ALLOW_PRIVATE, "true");
        values.put(Settings.IMAGE_FETCH_TIMEOUT_MS, "60000");
        values.put(Settings.IMAGE_DEADLINE_MS, "500");
        values.put(Settings.IN_FLIGHT_MAX, "2");
        values.put(Settings.TOPIC_PARTITIONS, "1");
        String slow = "http://127.0.0.1:" + camera.getAddress().getPort() + "/slow.jpg";
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        events.add(event("hangs", slow));
        for (int i = 0; i < 40; i++) {
            events.add(event("part-" + i, picture));
        }
        try (ClassifierService service = start()) {
            broker.send(events);

            SortedMap<String, String> outcomes = outcomes(events.size());
            assertThat(outcomes).hasSize(41).containsEntry("hangs", "deadline-exceeded");
            assertThat(outcomes.values()).containsOnly("deadline-exceeded", OddImages.DECODED);
            assertThat(service.ready()).isTrue();
        } finally {
            release.countDown();
            camera.stop(0);
        }
    }

    @Test
    void whatIsExtremeButLegalStopsNothing() throws Exception {
        byte[] large = bitmap(2_000);
        ProducerRecord<byte[], byte[]> raw =
                new ProducerRecord<>(prefix + EventTopics.IMAGES, "large".getBytes(UTF_8), large);
        raw.headers().add(new RecordHeader("content-type", "image/bmp".getBytes(UTF_8)));
        ProducerRecord<byte[], byte[]> tooLarge = new ProducerRecord<>(
                prefix + EventTopics.IMAGES, "too large".getBytes(UTF_8), new byte[29_010_000 - 1_000]);
        tooLarge.headers().add(new RecordHeader("content-type", "image/bmp".getBytes(UTF_8)));
        String attributes = "x".repeat(1_500_000);
        try (ClassifierService service = start()) {
            broker.send(List.of(
                    event("year 1", "{\"uri\":\"" + picture + "\",\"capturedAt\":\"0001-01-01T00:00:00Z\"}"),
                    event("year 9999", "{\"uri\":\"" + picture + "\",\"capturedAt\":\"9999-12-31T23:59:59Z\"}"),
                    event("attributes", "{\"uri\":\"" + picture + "\",\"attributes\":{\"a\":\"" + attributes + "\"}}"),
                    raw,
                    tooLarge,
                    event("after", picture)));

            assertThat(outcomes(6))
                    .containsOnly(
                            Map.entry("year 1", OddImages.DECODED),
                            Map.entry("year 9999", OddImages.DECODED),
                            Map.entry("attributes", OddImages.DECODED),
                            Map.entry("large", OddImages.DECODED),
                            Map.entry("too large", "too-large"),
                            Map.entry("after", OddImages.DECODED));
            assertThat(service.failure()).isNull();
        }
    }

    @Test
    void deadLettersOfAKeyKeepTheirOrderToo() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        HttpServer camera = camera(release);
        values.put(Settings.IMAGE_HTTP_ALLOW_PRIVATE, "true");
        values.put(Settings.IMAGE_DEADLINE_MS, "1000");
        values.put(Settings.IMAGE_FETCH_TIMEOUT_MS, "1000");
        values.put(Settings.TOPIC_PARTITIONS, "1");
        String slow = "http://127.0.0.1:" + camera.getAddress().getPort() + "/slow.jpg";
        try (ClassifierService service = start()) {
            broker.send(List.of(event("k", slow), event("k", "{broken")));

            assertThat(broker.read(prefix + EventTopics.DEAD_LETTERS, 2))
                    .extracting(record -> DeadLetter.of(record.headers()).reason())
                    .last()
                    .isEqualTo("malformed-event");
            assertThat(service.ready()).isTrue();
        } finally {
            release.countDown();
            camera.stop(0);
        }
    }

    @Test
    void atLeastOnceIsASettingAway() throws Exception {
        values.put(Settings.PROCESSING_GUARANTEE, "at_least_once");
        try (ClassifierService service = start()) {
            broker.send(List.of(event("a", picture), event("b", "file:/nowhere.jpg")));
            assertThat(outcomes(2)).containsOnly(Map.entry("a", OddImages.DECODED), Map.entry("b", "uri-not-allowed"));
            await().untilAsserted(() -> assertThat(inFlightEntries())
                    .as("would be classified again by whoever takes over")
                    .isEmpty());
            assertThat(service.failure()).isNull();
        }
    }

    /** Slots of the in-flight store that have an image, by the store's changelog. */
    private Set<String> inFlightEntries() {
        Set<String> entries = new HashSet<>();
        String changelog = prefix + "sightline-classify-" + InFlightStore.NAME + "-changelog";
        try (TopicReader reader = TopicReader.fromBeginning(broker.clients(), changelog)) {
            while (!reader.atEnd()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(100))) {
                    String slot = record.partition() + "/" + Arrays.toString(record.key());
                    if (record.value() == null) {
                        entries.remove(slot);
                    } else {
                        entries.add(slot);
                    }
                }
            }
        }
        return entries;
    }

    @Test
    void healthInfoAndMetricsTellHowItIs() throws Exception {
        try (ClassifierService service = start()) {
            broker.send(List.of(event("a", picture), event("b", "not a uri at all")));
            outcomes(2);

            assertThat(get(service, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(service, "/health/started").statusCode()).isEqualTo(200);
            HttpResponse<String> ready = get(service, "/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body()).contains("\"status\":\"UP\"", "\"name\":\"model\"", "RUNNING");
            assertThat(get(service, "/info").body())
                    .contains("\"surfaces\"", "\"labels\":[\"ok\",\"scratch\",\"dent\"]")
                    .contains("\"precision\":\"float32\"", "engine.precision=float32");
            assertThat(get(service, "/metrics").body())
                    .contains("sightline_images_total{outcome=\"predicted\"} 1.0")
                    .contains("sightline_dead_letters_total{reason=\"malformed-event\"} 1.0")
                    .contains("sightline_dead_letters_total{reason=\"not-found\"} 0.0")
                    .contains("sightline_image_stage_seconds_count{stage=\"emit\"} 1")
                    .contains("sightline_images_in_flight 0.0")
                    .contains("sightline_model_info{model=\"surfaces\",version=\"1\"} 1")
                    .contains("jvm_");
            assertThat(get(service, "/health/else").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whatIsMissingIsSaidAtTheStart() {
        values.put(Settings.ROLES, "classify");
        values.put(Settings.MODEL_REGISTRY, "false");
        Settings noTopics = broker.settings(values);
        assertThatThrownBy(() -> ClassifierService.start(noTopics))
                .hasMessageContaining(prefix + "images")
                .hasMessageContaining("topics create");

        try (Topics topics = Topics.connect(broker.clients())) {
            topics.create(List.of(
                    TopicSpec.deleted(prefix + "images", 2, (short) 1, Duration.ofDays(1)),
                    TopicSpec.deleted(prefix + "predictions", 2, (short) 1, Duration.ofDays(1)),
                    TopicSpec.deleted(prefix + "feedback", 2, (short) 1, Duration.ofDays(1)),
                    TopicSpec.deleted(prefix + "dead-letters", 3, (short) 1, Duration.ofDays(1))));
        }
        assertThatThrownBy(() -> ClassifierService.start(noTopics))
                .hasMessageContaining("dead-letters has 3 partitions")
                .hasMessageContaining("images has 2");

        values.put(Settings.TOPIC_PREFIX, prefix + "other.");
        values.put(Settings.IMAGE_FILE_ROOTS, "/no/such/folder");
        assertThatThrownBy(this::start)
                .hasMessageContaining("image.file.roots")
                .hasMessageContaining("/no/such/folder");
        values.put(Settings.IMAGE_FILE_ROOTS, "");

        values.put(Settings.MODEL_DIR, "");
        assertThatThrownBy(this::start).hasMessageContaining("model.dir").hasMessageContaining("sightline train");

        values.put(Settings.MODEL_DIR, folder.resolve("photos").toString());
        assertThatThrownBy(this::start).hasMessageContaining("photos");
    }

    private ClassifierService start() throws InterruptedException {
        Settings settings = broker.settings(values);
        try (Topics topics = Topics.connect(broker.clients())) {
            topics.create(EventTopics.specs(settings));
        }
        ClassifierService service = ClassifierService.start(settings);
        service.awaitReady(READY);
        return service;
    }

    /** An uncompressed picture of the given side: three bytes a pixel. */
    private static byte[] bitmap(int side) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(side, side, BufferedImage.TYPE_3BYTE_BGR), "bmp", bytes);
        return bytes.toByteArray();
    }

    /** A camera whose pictures come only when they are released. */
    private static HttpServer camera(CountDownLatch release) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task);
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            try (exchange) {
                release.await();
                byte[] jpeg = TestPictures.jpeg(40, 40);
                exchange.sendResponseHeaders(200, jpeg.length);
                exchange.getResponseBody().write(jpeg);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }

    private ProducerRecord<byte[], byte[]> event(String key, String value) {
        return new ProducerRecord<>(prefix + EventTopics.IMAGES, key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    private List<String> ids(int count) {
        return broker.read(prefix + EventTopics.PREDICTIONS, count).stream()
                .map(record -> prediction(record).id())
                .toList();
    }

    /** Key to outcome, once so many records have come out. */
    private SortedMap<String, String> outcomes(int count) {
        SortedMap<String, String> outcomes = new TreeMap<>();
        broker.read(count, prefix + EventTopics.PREDICTIONS, prefix + EventTopics.DEAD_LETTERS)
                .forEach(record -> outcomes.put(
                        new String(record.key(), UTF_8),
                        record.topic().endsWith(EventTopics.PREDICTIONS)
                                ? OddImages.DECODED
                                : DeadLetter.of(record.headers()).reason()));
        return outcomes;
    }

    private static Prediction prediction(ConsumerRecord<byte[], byte[]> record) {
        try (PredictionSerde serde = new PredictionSerde()) {
            return serde.deserializer().deserialize(record.topic(), record.value());
        }
    }

    private static HttpResponse<String> get(ClassifierService service, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + service.httpAddress().getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
