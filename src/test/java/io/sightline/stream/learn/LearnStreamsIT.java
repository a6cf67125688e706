package io.sightline.stream.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightline.config.Settings;
import io.sightline.event.DeadLetter;
import io.sightline.event.EventTopics;
import io.sightline.event.Example;
import io.sightline.event.Prediction;
import io.sightline.event.PredictionSerde;
import io.sightline.event.RecordPlace;
import io.sightline.image.ImageFetcher;
import io.sightline.image.ImageLimits;
import io.sightline.image.SmallJpegs;
import io.sightline.image.TestPictures;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.RecordFetcher;
import io.sightline.kafka.Topics;
import io.sightline.metrics.Metrics;
import io.sightline.pipeline.ExamplePictures;
import io.sightline.stream.TopologyRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Feedback becomes examples: a real broker, real pictures. */
class LearnStreamsIT {
    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    private final Map<String, String> values = new TreeMap<>();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private String prefix = "";
    private byte[] picture = {};
    private String uri = "";

    @BeforeEach
    void setUp() throws IOException {
        prefix = broker.prefix() + Long.toHexString(System.nanoTime()) + ".";
        picture = TestPictures.jpeg(600, 400);
        uri = Files.write(folder.resolve("part.jpg"), picture).toUri().toString();
        values.put(Settings.TOPIC_PREFIX, prefix);
        values.put(Settings.TOPIC_PARTITIONS, "2");
        values.put(Settings.APPLICATION_ID, prefix + "sightline");
        values.put(Settings.STATE_DIR, folder.resolve("state").toString());
        values.put(Settings.IMAGE_FILE_ROOTS, folder.toString());
        try (Topics topics = Topics.connect(new ClientSettings(settings()))) {
            topics.create(EventTopics.specs(settings()));
        }
    }

    @AfterEach
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void aLabelOnAPredictedPictureBecomesAnExampleWithThePictureInIt() throws Exception {
        start();
        // the producer's key is a camera, not the id: feedback finds the prediction all the same
        broker.send(List.of(prediction("camera-7", "part-1", uri, null)));
        broker.send(List.of(feedback(null, "{\"id\":\"part-1\",\"label\":\"dent\",\"annotator\":\"anna\"}")));

        ConsumerRecord<byte[], byte[]> record = examples(1).get(0);

        assertThat(record.key()).isEqualTo("part-1".getBytes(UTF_8));
        assertThat(ImageIO.read(new ByteArrayInputStream(record.value())).getHeight())
                .isEqualTo(256);
        Example example = Example.of("part-1", record.headers());
        assertThat(example.label()).isEqualTo("dent");
        assertThat(example.annotator()).isEqualTo("anna");
        assertThat(example.uri()).isEqualTo(uri);
        assertThat(example.predicted()).isEqualTo(new Example.Predicted("ok", "surfaces", "3"));
        assertThat(example.sha256()).isEqualTo(DigestUtils.sha256Hex(record.value()));
        assertThat(example.sourceSha256()).isEqualTo(DigestUtils.sha256Hex(picture));
    }

    @Test
    void feedbackMayComeFirstAndTheLastLabelOfAnIdWins() throws Exception {
        start();
        broker.send(List.of(
                feedback("a", "{\"label\":\"dent\"}"),
                feedback("a", "{\"label\":\"scratch\"}"),
                feedback("b", "{\"label\":\"ok\",\"uri\":\"" + uri + "\"}")));
        assertThat(examples(1)).extracting(LearnStreamsIT::text).containsExactly("b=ok");

        broker.send(List.of(prediction("a", "a", uri, null)));

        assertThat(examples(2)).extracting(LearnStreamsIT::text).containsExactlyInAnyOrder("b=ok", "a=scratch");
    }

    @Test
    void aLabelThatIsTakenBackRemovesTheExample() throws Exception {
        start();
        broker.send(List.of(prediction("a", "a", uri, null), feedback("a", "{\"id\":\"a\",\"label\":\"dent\"}")));
        assertThat(examples(1)).extracting(LearnStreamsIT::text).containsExactly("a=dent");

        broker.send(List.of(feedback("a", "{\"id\":\"a\",\"label\":null}")));

        assertThat(examples(2)).extracting(LearnStreamsIT::text).containsExactly("a=dent", "a=null");
    }

    @Test
    void aPictureThatCameInsideItsRecordIsReadFromThereAsLongAsItIsKept() throws Exception {
        ProducerRecord<byte[], byte[]> raw = new ProducerRecord<>(topic(EventTopics.IMAGES), 1, null, picture);
        raw.headers().add("content-type", "image/jpeg".getBytes(UTF_8));
        ProducerRecord<byte[], byte[]> inline = new ProducerRecord<>(
                topic(EventTopics.IMAGES),
                1,
                null,
                ("data:image/jpeg;base64," + Base64.getEncoder().encodeToString(picture)).getBytes(UTF_8));
        broker.send(List.of(raw, inline));
        start();

        broker.send(List.of(
                prediction("raw", "raw", null, new RecordPlace(topic(EventTopics.IMAGES), 1, 0)),
                prediction(
                        "inline",
                        "inline",
                        "data:image/jpeg;base64,/9j/4A…",
                        new RecordPlace(topic(EventTopics.IMAGES), 1, 1)),
                prediction("gone", "gone", null, new RecordPlace(topic(EventTopics.IMAGES), 1, 99)),
                feedback("raw", "{\"id\":\"raw\",\"label\":\"dent\"}"),
                feedback("inline", "{\"id\":\"inline\",\"label\":\"dent\"}"),
                feedback("gone", "{\"id\":\"gone\",\"label\":\"dent\"}")));

        List<ConsumerRecord<byte[], byte[]>> made = examples(2);
        assertThat(made).extracting(LearnStreamsIT::text).containsExactlyInAnyOrder("raw=dent", "inline=dent");
        assertThat(made.get(0).value())
                .as("the same picture")
                .isEqualTo(made.get(1).value());
        DeadLetter gone = DeadLetter.of(deadLetters(1).get(0).headers());
        assertThat(gone.reason()).isEqualTo("not-found");
        assertThat(gone.message()).contains("no longer keeps", "with a uri");
    }

    @Test
    void feedbackThatCannotBeUsedIsADeadLetterAsItCame() throws Exception {
        values.put(Settings.FEEDBACK_WAIT_MS, "0");
        start();
        ProducerRecord<byte[], byte[]> malformed = feedback("k", "{\"label\":\"dent\",");
        malformed.headers().add("traceparent", new byte[] {(byte) 0xfe});
        broker.send(List.of(
                malformed,
                feedback("nobody", "{\"id\":\"nobody\",\"label\":\"dent\"}"),
                feedback("missing", "{\"id\":\"missing\",\"label\":\"dent\",\"uri\":\"" + uri + ".not\"}"),
                feedback("forgotten", "{\"id\":\"forgotten\"}")));

        Map<String, String> reasons = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : deadLetters(4)) {
            DeadLetter told = DeadLetter.of(letter.headers());
            assertThat(told.topic()).isEqualTo(topic(EventTopics.FEEDBACK));
            reasons.put(new String(letter.key(), UTF_8), told.reason());
            if (told.message().contains("JSON")) {
                assertThat(letter.value()).isEqualTo(malformed.value());
                assertThat(letter.headers().lastHeader("traceparent").value()).isEqualTo(new byte[] {(byte) 0xfe});
            }
            letter.headers().forEach(header -> assertThat(header.key()).doesNotStartWith("__sightline"));
        }
        assertThat(reasons)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "k", "malformed-event",
                        "nobody", "unknown-id",
                        "missing", "not-found",
                        "forgotten", "malformed-event"));
    }

    @Test
    void feedbackThatWaitsIsNotForgottenWhenTheInstanceStops() throws Exception {
        start();
        broker.send(List.of(
                feedback("a", "{\"id\":\"a\",\"label\":\"dent\"}"),
                feedback("b", "{\"label\":\"ok\",\"uri\":\"" + uri + "\"}")));
        examples(1); // so the other has been read too, or will be by the next instance
        stop();

        start();
        broker.send(List.of(prediction("a", "a", uri, null)));

        assertThat(examples(2)).extracting(LearnStreamsIT::text).containsExactlyInAnyOrder("b=ok", "a=dent");
    }

    private void start() throws IOException {
        Settings settings = settings();
        ImageLimits limits = ImageLimits.from(settings);
        ImageFetcher fetcher = keep(new ImageFetcher(limits));
        SmallJpegs jpegs = keep(SmallJpegs.examples(limits, settings.getInt(Settings.EXAMPLE_SIDE)));
        RecordFetcher records = keep(new RecordFetcher(new ClientSettings(settings)));
        ExamplePictures pictures = keep(new ExamplePictures(fetcher, jpegs, 2, Duration.ofSeconds(10)));
        TopologyRun learn = keep(LearnStreams.create(
                settings, pictures, records, () -> true, new Metrics(new PrometheusRegistry()), () -> {}));
        learn.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> learn.state() == State.RUNNING);
    }

    private Settings settings() {
        return broker.settings(values);
    }

    private String topic(String name) {
        return prefix + name;
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    private List<ConsumerRecord<byte[], byte[]>> examples(int count) {
        return broker.read(topic(EventTopics.EXAMPLES), count);
    }

    private List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
        return broker.read(topic(EventTopics.DEAD_LETTERS), count);
    }

    private ProducerRecord<byte[], byte[]> feedback(@Nullable String key, String event) {
        return new ProducerRecord<>(
                topic(EventTopics.FEEDBACK), key == null ? null : key.getBytes(UTF_8), event.getBytes(UTF_8));
    }

    private ProducerRecord<byte[], byte[]> prediction(
            String key, String id, @Nullable String uri, @Nullable RecordPlace place) {
        Prediction prediction = new Prediction(
                id,
                uri,
                "ok",
                0.75,
                List.of(new Prediction.ClassProbability("ok", 0.75)),
                0.5,
                0.5,
                new Prediction.Model("surfaces", "3"),
                Instant.now(),
                Instant.now(),
                new Prediction.Durations(1, 2, 3, 4),
                place,
                null);
        try (PredictionSerde serde = new PredictionSerde()) {
            return new ProducerRecord<>(
                    topic(EventTopics.PREDICTIONS),
                    key.getBytes(UTF_8),
                    serde.serializer().serialize("predictions", prediction));
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        String id = new String(record.key(), UTF_8);
        return id + "="
                + (record.value() == null
                        ? null
                        : Example.of(id, record.headers()).label());
    }
}
