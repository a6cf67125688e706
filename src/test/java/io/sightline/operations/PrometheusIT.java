package io.sightline.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.config.LearningSettings;
import io.sightline.config.Settings;
import io.sightline.dataset.ColouredPictures;
import io.sightline.event.EventTopics;
import io.sightline.fixtures.Prometheus;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.Topics;
import io.sightline.learning.run.TestChampion;
import io.sightline.metrics.KafkaMetric;
import io.sightline.metrics.Metric;
import io.sightline.metrics.TraceParent;
import io.sightline.operations.Dashboards.Query;
import io.sightline.service.ClassifierService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus watches a service that classifies and learns: the dashboards have something to show. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    /** Two windows of drift. */
    private static final int IMAGES = 1000;

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    static Path folder;

    private Settings settings;
    private ClassifierService service;
    private Prometheus prometheus;

    @BeforeAll
    void start() throws Exception {
        Map<String, String> values = new TreeMap<>();
        values.put(Settings.TOPIC_PARTITIONS, "2");
        values.put(Settings.STATE_DIR, folder.resolve("state").toString());
        values.put(Settings.HTTP_PORT, "0");
        values.put(Settings.IMAGE_FILE_ROOTS, folder.toString());
        values.put(LearningSettings.TRIGGER_EXAMPLES, "60");
        values.put(Settings.MODEL_DIR, TestChampion.train(folder, 1000).folder().toString());
        settings = broker.settings(values);
        try (Topics topics = Topics.connect(new ClientSettings(settings))) {
            topics.create(EventTopics.specs(settings));
        }
        service = ClassifierService.start(settings);
        prometheus = Watch.over(service, folder);
        service.awaitReady(Duration.ofMinutes(1));
        live();
    }

    @AfterAll
    void stop() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (service != null) {
            service.close();
        }
    }

    @Test
    void everyPanelOfEveryDashboardShowsANumber() throws Exception {
        for (Query query : Dashboards.queries()) {
            await(query.toString())
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(prometheus.query(query.forPrometheus("5m")))
                            .isNotEmpty()
                            .anySatisfy(series -> assertThat(
                                            series.path("value").path(1).asText())
                                    .isNotEqualTo("NaN")));
        }
    }

    @Test
    void everythingInTheCatalogueIsThere() throws Exception {
        List<String> names = new ArrayList<>();
        for (Metric metric : Metric.values()) {
            names.add(metric.metricName() + (metric.type() == Metric.Type.HISTOGRAM ? "_count" : ""));
        }
        for (KafkaMetric metric : KafkaMetric.values()) {
            names.add(metric.metricName());
        }
        for (String name : names) {
            await(name)
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(prometheus.query(name)).isNotEmpty());
        }
        assertThat(prometheus.query("count({topic=~\"" + broker.prefix().replace('.', '_') + ".*\"})"))
                .as("no topic under two names")
                .isEmpty();
    }

    @Test
    void theAlertsAreEvaluated() throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode rules =
                    prometheus.api("/api/v1/rules").path("groups").path(0).path("rules");
            assertThat(rules).hasSizeGreaterThan(5);
            assertThat(rules)
                    .allSatisfy(rule -> assertThat(rule.path("health").asText())
                            .as(rule.toString())
                            .isEqualTo("ok"));
        });
    }

    @Test
    void aPointOfTheLatencyLeadsToItsTrace() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(prometheus
                                .api("/api/v1/query_exemplars?query=sightline_image_latency_seconds_bucket&start=0&end="
                                        + (System.currentTimeMillis() / 1000 + 60))
                                .toString())
                        .contains(TRACE));
    }

    @Test
    void thePageIsShort() throws Exception {
        JsonNode samples = prometheus.query("scrape_samples_scraped{job=\"sightline\"}");

        assertThat(samples.path(0).path("value").path(1).asInt())
                .as("samples in one scrape: a bound that a metric without bound would break")
                .isBetween(100, 600);
    }

    /** What a day at the line brings: pictures, broken ones too, labels, a run, a new model, and pictures again. */
    private void live() throws Exception {
        ColouredPictures.write(folder.resolve("photos"), "red", 20, 1);
        ColouredPictures.write(folder.resolve("photos"), "blue", 60, 3);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        records.add(image("broken-1", "data:image/png;base64,AAAA"));
        records.add(image("gone-1", folder.resolve("photos/gone.png").toUri().toString()));
        ProducerRecord<byte[], byte[]> traced = image("traced", picture("red", 0));
        traced.headers().add(TraceParent.HEADER, ("00-" + TRACE + "-b7ad6b7169203331-01").getBytes(UTF_8));
        records.add(traced);
        for (int i = 0; i < 60; i++) {
            records.add(feedback("blue-" + i, "blue", picture("blue", i)));
        }
        broker.send(records);
        await().atMost(PATIENCE).until(() -> service.model().version().equals("2"));

        List<ProducerRecord<byte[], byte[]>> more = new ArrayList<>();
        for (int i = 0; i < IMAGES + 50; i++) {
            more.add(image("later-" + i, picture("red", i % 20)));
        }
        for (int i = 0; i < 10; i++) {
            more.add(feedback("later-" + i, "red", null));
        }
        broker.send(more);
    }

    private String picture(String label, int number) throws Exception {
        byte[] png = Files.readAllBytes(folder.resolve("photos/" + label + "/" + label + "-" + number + ".png"));
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }

    private ProducerRecord<byte[], byte[]> image(String id, String uri) {
        return record(EventTopics.IMAGES, id, "{\"id\":\"" + id + "\",\"uri\":\"" + uri + "\"}");
    }

    private ProducerRecord<byte[], byte[]> feedback(String id, String label, String uri) {
        return record(
                EventTopics.FEEDBACK,
                id,
                "{\"id\":\"" + id + "\",\"label\":\"" + label + "\"" + (uri == null ? "" : ",\"uri\":\"" + uri + "\"")
                        + "}");
    }

    private ProducerRecord<byte[], byte[]> record(String topic, String key, String value) {
        return new ProducerRecord<>(settings.topic(topic), key.getBytes(UTF_8), value.getBytes(UTF_8));
    }
}
