package io.sightline.stream.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import io.sightline.event.DeadLetter;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.EventTopics;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.SourceRecord;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClusterException;
import io.sightline.kafka.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of a redrive that stands still in the middle of a transaction. */
class RedriveSenderIT {
    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @Test
    void aTransactionThatTheBrokersGaveUpIsNotTakenForAnotherRedrive() {
        String service = broker.prefix() + "sightline";
        Settings settings =
                broker.settings(Map.of(Settings.TOPIC_PREFIX, broker.prefix(), Settings.APPLICATION_ID, service));
        try (Topics topics = Topics.connect(broker.clients());
                Admin admin =
                        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            topics.create(EventTopics.specs(settings));
            try (RedriveSender sender = new RedriveSender(settings, topics, 1000)) {
                SourceRecord letter = letter(broker.prefix() + EventTopics.IMAGES);
                sender.send(letter, DeadLetter.of(letter.headers()), 1);
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> state(admin, service) == TransactionState.COMPLETE_ABORT);

                assertThatThrownBy(sender::commit)
                        .isInstanceOf(ClusterException.class)
                        .hasMessageContaining("took longer than 1000 ms")
                        .hasMessageContaining("redrive again");
            }
        }
    }

    private static TransactionState state(Admin admin, String service) throws Exception {
        String id = service + "-redrive";
        return admin.describeTransactions(List.of(id)).description(id).get().state();
    }

    private static SourceRecord letter(String topic) {
        SourceRecord source =
                new SourceRecord("a".getBytes(UTF_8), "file:///a".getBytes(UTF_8), new RecordHeaders(), topic, 0, 7, 0);
        return new SourceRecord(
                source.key(),
                source.value(),
                DeadLetter.headers(source, new ImageRejectedException(DeadLetterReason.NOT_FOUND, "it was not found")),
                topic,
                0,
                7,
                0);
    }
}
