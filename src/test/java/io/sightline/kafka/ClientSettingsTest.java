package io.sightline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** How `kafka.*` settings reach each kind of client. */
class ClientSettingsTest {
    private final Map<String, String> values = new HashMap<>(Map.of("bootstrap.servers", "one:9092,two:9092"));

    @Test
    void aSessionIsAsLongAsTheUserSaysByWhicheverName() {
        assertThat(new ClientSettings(new Settings(Map.of())).sessionTimeout()).hasSeconds(6);
        for (String name : List.of(
                "kafka.session.timeout.ms",
                "kafka.consumer.session.timeout.ms",
                "kafka.main.consumer.session.timeout.ms")) {
            assertThat(new ClientSettings(new Settings(Map.of(name, "45000"))).sessionTimeout())
                    .as(name)
                    .hasSeconds(45);
        }
    }

    @Test
    void everyClientFindsTheClusterAndTheSecuritySettings() {
        values.put("kafka.security.protocol", "SASL_SSL");
        values.put("kafka.sasl.mechanism", "SCRAM-SHA-512");

        for (var properties : new java.util.Properties[] {
            clients().admin(),
            clients().producer(),
            clients().consumer(),
            clients().streams("classify")
        }) {
            assertThat(properties)
                    .containsEntry("bootstrap.servers", "one:9092,two:9092")
                    .containsEntry("security.protocol", "SASL_SSL")
                    .containsEntry("sasl.mechanism", "SCRAM-SHA-512");
        }
    }

    @Test
    void aSettingForOneKindWinsOverTheSettingForAll() {
        values.put("kafka.request.timeout.ms", "7000");
        values.put("kafka.producer.request.timeout.ms", "9000");

        assertThat(clients().producer()).containsEntry("request.timeout.ms", "9000");
        assertThat(clients().consumer()).containsEntry("request.timeout.ms", "7000");
        assertThat(clients().streams("classify"))
                .containsEntry("request.timeout.ms", "7000")
                .containsEntry("producer.request.timeout.ms", "9000");
    }

    @Test
    void aPlainNameWinsOverOurDefaultForStreamsToo() {
        values.put("kafka.session.timeout.ms", "20000");
        values.put("kafka.transaction.timeout.ms", "90000");
        values.put("kafka.linger.ms", "77");
        values.put("kafka.producer.linger.ms", "9");

        StreamsConfig config = new StreamsConfig(clients().streams("classify"));

        assertThat(config.getMainConsumerConfigs("group", "id", 0)).containsEntry("session.timeout.ms", "20000");
        assertThat(config.getProducerConfigs("id"))
                .containsEntry("transaction.timeout.ms", "90000")
                .containsEntry("linger.ms", "9");
    }

    @Test
    void whatIsSeenBeforeItIsCommittedDoesNotLingerAsInStreams() {
        assertThat(new StreamsConfig(clients().streams("classify")).getProducerConfigs("id"))
                .containsEntry("linger.ms", "100");

        values.put("processing.guarantee", "at_least_once");
        assertThat(new StreamsConfig(clients().streams("classify")).getProducerConfigs("id"))
                .containsEntry("linger.ms", 5);
    }

    @Test
    void settingsOfOtherClientsStayAway() {
        values.put("kafka.num.standby.replicas", "1");
        values.put("kafka.acks", "all");
        values.put("kafka.my.reporter.url", "http://example.org");

        assertThat(clients().consumer())
                .doesNotContainKeys("num.standby.replicas", "acks")
                .containsEntry("my.reporter.url", "http://example.org");
        assertThat(clients().producer()).containsEntry("acks", "all");
    }

    @Test
    void theUsersSettingsWinOverOurDefaultsForStreams() {
        values.put("kafka.consumer.session.timeout.ms", "20000");

        StreamsConfig config = new StreamsConfig(clients().streams("classify"));

        assertThat(config.getMainConsumerConfigs("g", "c", 0)).containsEntry("session.timeout.ms", "20000");
    }

    @Test
    void streamsGetTheServicesNameStateAndGuarantee() {
        values.put("application.id", "line1");
        values.put("instance.id", "east");
        values.put("state.dir", "/var/lib/sightline");

        StreamsConfig config = new StreamsConfig(clients().streams("classify"));

        assertThat(config.getString("application.id")).isEqualTo("line1-classify");
        assertThat(config.getString("state.dir")).isEqualTo("/var/lib/sightline");
        assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
        assertThat(config.getMainConsumerConfigs("line1-classify", "c", 0))
                .extractingByKey("group.instance.id")
                .asString()
                .startsWith("east-classify");
    }

    @Test
    void readersSeeCommittedRecordsOnly() {
        assertThat(clients().consumer()).containsEntry("isolation.level", "read_committed");
    }

    private ClientSettings clients() {
        return new ClientSettings(new Settings(values));
    }
}
