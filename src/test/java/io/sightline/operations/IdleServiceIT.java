package io.sightline.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.fixtures.Prometheus;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.Topics;
import io.sightline.model.TestModels;
import io.sightline.operations.Dashboards.Query;
import io.sightline.service.ClassifierService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus looks at a service that nobody has sent a picture to yet. */
class IdleServiceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What has no value before the first picture, label or run: a time that nothing took, an accuracy nobody measured. */
    private static final Set<String> NOTHING_YET = Set.of(
            "Sightline: Kafka and JVM, Commits",
            "Sightline: Kafka and JVM, Requests",
            "Sightline: models and learning, Accuracy in the last run",
            "Sightline: models and learning, Agreement",
            "Sightline: models and learning, Drift",
            "Sightline: models and learning, Examples",
            "Sightline: models and learning, Probability of the predicted label",
            "Sightline: models and learning, Time of a run",
            "Sightline: overview, Time since the last prediction",
            "Sightline: overview, Latency, p99",
            "Sightline: overview, Latency",
            "Sightline: pipeline, Mean time by stage",
            "Sightline: pipeline, p99 by stage",
            "Sightline: pipeline, Images in a batch");

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    @Test
    void whatIsZeroIsShownAsZero() throws Exception {
        Settings settings = broker.settings(Map.of(
                Settings.TOPIC_PARTITIONS,
                "2",
                Settings.STATE_DIR,
                folder.resolve("state").toString(),
                Settings.HTTP_PORT,
                "0",
                Settings.MODEL_DIR,
                TestModels.write(folder.resolve("model"), "ok", "scratch")
                        .folder()
                        .toString()));
        try (Topics topics = Topics.connect(new ClientSettings(settings))) {
            topics.create(EventTopics.specs(settings));
        }
        try (ClassifierService service = ClassifierService.start(settings);
                Prometheus prometheus = Watch.over(service, folder)) {
            service.awaitReady(Duration.ofMinutes(1));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(empty(prometheus)).isSubsetOf(NOTHING_YET));
        }
    }

    /** Panels with a query that gives no number. */
    private static Set<String> empty(Prometheus prometheus) throws Exception {
        Set<String> empty = new TreeSet<>();
        for (Query query : Dashboards.queries()) {
            boolean hasNumber = false;
            for (JsonNode series : prometheus.query(query.forPrometheus("5m"))) {
                hasNumber |= !value(series).equals("NaN");
            }
            if (!hasNumber) {
                empty.add(query.panel());
            }
        }
        return empty;
    }

    private static String value(JsonNode series) {
        return series.path("value").path(1).asText();
    }
}
