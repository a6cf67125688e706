package io.sightline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.config.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Creating topics as `topics create` and every starting instance do. */
class TopicsIT {
    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @Test
    void createsWithTheSettingsAskedForAndOnlyOnce() {
        TopicSpec images = TopicSpec.deleted(broker.prefix() + "once-images", 3, (short) -1, Duration.ofDays(7));
        TopicSpec models = TopicSpec.compacted(broker.prefix() + "once-models", 1, (short) 1)
                .with("segment.bytes", "2097152");
        try (Topics topics = Topics.connect(broker.clients())) {
            assertThat(topics.create(List.of(images, models))).containsExactly(images.name(), models.name());
            assertThat(topics.create(List.of(images, models))).isEmpty();

            assertThat(topics.list(broker.prefix() + "once-"))
                    .containsExactly(
                            new TopicDescription(
                                    images.name(),
                                    3,
                                    1,
                                    Map.of("cleanup.policy", "delete", "retention.ms", "604800000")),
                            new TopicDescription(
                                    models.name(),
                                    1,
                                    1,
                                    Map.of("cleanup.policy", "compact", "segment.bytes", "2097152")));
        }
    }

    @Test
    void instancesThatStartAtOnceDoNotTripOverOneAnother() {
        TopicSpec spec = TopicSpec.deleted(broker.prefix() + "race", 2, (short) -1, Duration.ofDays(1));
        List<CompletableFuture<List<String>>> starts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starts.add(CompletableFuture.supplyAsync(() -> {
                try (Topics topics = Topics.connect(broker.clients())) {
                    return topics.create(List.of(spec));
                }
            }));
        }
        assertThat(starts.stream().flatMap(start -> start.join().stream())).containsExactly(spec.name());
    }

    @Test
    void anotherNumberOfPartitionsIsAnErrorAndNothingIsCreated() {
        String existing = broker.prefix() + "narrow";
        String other = broker.prefix() + "other";
        broker.createTopics(2, existing);
        try (Topics topics = Topics.connect(broker.clients())) {
            assertThatThrownBy(() -> topics.create(List.of(
                            TopicSpec.deleted(other, 8, (short) -1, Duration.ofDays(1)),
                            TopicSpec.deleted(existing, 8, (short) -1, Duration.ofDays(1)))))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining(existing)
                    .hasMessageContaining("2 partitions, not 8")
                    .hasMessageContaining("topic.partitions=2");
            assertThat(topics.list(other)).isEmpty();
        }
    }

    @Test
    void aMissingTopicIsNamedWithTheCommandThatCreatesIt() {
        try (Topics topics = Topics.connect(broker.clients())) {
            assertThatThrownBy(() -> topics.require(List.of(broker.prefix() + "absent")))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining(broker.prefix() + "absent")
                    .hasMessageContaining("sightline topics create --bootstrap-servers");
        }
    }

    @Test
    void aSettingTheBrokerRefusesIsReported() {
        TopicSpec wrong = TopicSpec.deleted(broker.prefix() + "wrong", 1, (short) 5, Duration.ofDays(1));
        try (Topics topics = Topics.connect(broker.clients())) {
            assertThatThrownBy(() -> topics.create(List.of(wrong)))
                    .isInstanceOf(ClusterException.class)
                    .hasMessageContaining("replication factor");
        }
    }

    @Test
    void aBrokerThatIsNotThereIsNamed() {
        Settings nowhere = new Settings(Map.of(Settings.BOOTSTRAP_SERVERS, "127.0.0.1:1"));
        assertThatThrownBy(() -> Topics.connect(new ClientSettings(nowhere)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("no Kafka broker answers at 127.0.0.1:1 within 10 s");
    }

    @Test
    void anAddressThatCannotBeResolvedIsNamed() {
        Settings nowhere = new Settings(Map.of(Settings.BOOTSTRAP_SERVERS, "no-such-host.invalid:9092"));
        assertThatThrownBy(() -> Topics.connect(new ClientSettings(nowhere)))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("no-such-host.invalid:9092");
    }
}
