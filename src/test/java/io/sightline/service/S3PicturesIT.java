package io.sightline.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import io.sightline.event.DeadLetter;
import io.sightline.event.EventTopics;
import io.sightline.event.Prediction;
import io.sightline.event.PredictionSerde;
import io.sightline.fixtures.S3Server;
import io.sightline.image.TestPictures;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.Topics;
import io.sightline.model.TestModels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Cameras put their pictures into a bucket, and their events name them. */
class S3PicturesIT {
    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    @Test
    void whatIsInTheBucketIsPredictedAndTheRestSaysWhyNot() throws Exception {
        try (S3Server s3 = new S3Server(folder)) {
            s3.createBucket("photos");
            s3.createBucket("secrets");
            s3.put("photos", "line 1/000123.jpg", TestPictures.jpeg(40, 30));
            s3.put("secrets", "plan.jpg", TestPictures.jpeg(40, 30));
            Settings settings = settings(s3.endpoint());
            ClientSettings clients = new ClientSettings(settings);
            try (Topics topics = Topics.connect(clients)) {
                topics.create(EventTopics.specs(settings));
            }
            try (ClassifierService service = ClassifierService.start(settings)) {
                service.awaitReady(Duration.ofMinutes(1));
                broker.send(List.of(
                        event(settings, "good", "s3://photos/line%201/000123.jpg"),
                        event(settings, "missing", "s3://photos/line%201/000124.jpg"),
                        event(settings, "secret", "s3://secrets/plan.jpg")));

                Prediction prediction = prediction(
                        broker.read(settings.topic(EventTopics.PREDICTIONS), 1).get(0));
                assertThat(prediction.id()).isEqualTo("good");
                assertThat(prediction.uri()).isEqualTo("s3://photos/line%201/000123.jpg");
                Map<String, String> reasons = new TreeMap<>();
                for (ConsumerRecord<byte[], byte[]> letter : broker.read(settings.topic(EventTopics.DEAD_LETTERS), 2)) {
                    reasons.put(
                            new String(letter.key(), UTF_8),
                            DeadLetter.of(letter.headers()).reason());
                }
                assertThat(reasons).isEqualTo(Map.of("missing", "not-found", "secret", "uri-not-allowed"));
            }
        }
    }

    private Settings settings(String endpoint) {
        Map<String, String> values = new TreeMap<>();
        values.put(Settings.ROLES, "classify");
        values.put(Settings.MODEL_REGISTRY, "false");
        values.put(Settings.TOPIC_PARTITIONS, "2");
        values.put(Settings.HTTP_PORT, "0");
        values.put(Settings.STATE_DIR, folder.resolve("state").toString());
        values.put(Settings.IMAGE_FETCH_TIMEOUT_MS, "30000");
        values.put("image.schemes", "s3");
        values.put("image.s3.buckets", "photos");
        values.put("image.s3.endpoint", endpoint);
        values.put("image.s3.path.style", "true");
        values.put(
                Settings.MODEL_DIR,
                TestModels.write(folder.resolve("model"), "ok", "scratch")
                        .folder()
                        .toString());
        return broker.settings(values);
    }

    private static ProducerRecord<byte[], byte[]> event(Settings settings, String key, String uri) {
        return new ProducerRecord<>(settings.topic(EventTopics.IMAGES), key.getBytes(UTF_8), uri.getBytes(UTF_8));
    }

    private static Prediction prediction(ConsumerRecord<byte[], byte[]> record) {
        try (PredictionSerde serde = new PredictionSerde()) {
            return serde.deserializer().deserialize(record.topic(), record.value());
        }
    }
}
