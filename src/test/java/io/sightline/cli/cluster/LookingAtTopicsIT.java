package io.sightline.cli.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.cli.Cli;
import io.sightline.event.DeadLetter;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.Prediction;
import io.sightline.event.PredictionSerde;
import io.sightline.event.SourceRecord;
import io.sightline.kafka.BrokerExtension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Topics, predictions and dead letters as an operator looks at them. */
class LookingAtTopicsIT {
    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @BeforeAll
    static void somePredictionsAndDeadLetters() {
        assertThat(sightline("topics", "create", "--set", "topic.partitions=2").lines())
                .contains("created " + broker.prefix() + "images (2 partitions)");
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            records.add(prediction("cam7/" + i));
        }
        records.add(new ProducerRecord<>(broker.prefix() + "predictions", "not JSON".getBytes(UTF_8)));
        records.add(deadLetter("lost", "{\"uri\":\"file:///lost.jpg\"}", DeadLetterReason.NOT_FOUND, 7));
        records.add(deadLetter(null, "gibberish", DeadLetterReason.MALFORMED_EVENT, 8));
        broker.send(records);
    }

    @Test
    void creatingTopicsAgainChangesNothing() {
        assertThat(sightline("topics", "create", "--set", "topic.partitions=2").lines())
                .allMatch(line -> line.startsWith("exists"))
                .hasSize(8);
    }

    @Test
    void topicsAreListed() {
        assertThat(sightline("topics", "list", "--json").lines())
                .hasSize(8)
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "\"name\":\"" + broker.prefix() + "images\"", "\"partitions\":2", "\"retention.ms\""));
    }

    @Test
    void predictionsAreReadable() {
        Cli.Result result = sightline("predictions", "tail", "--from-beginning", "--max", "3");

        assertThat(result.exit()).isZero();
        assertThat(result.lines())
                .hasSize(3)
                .allSatisfy(
                        line -> assertThat(line).containsPattern("cat +75[.,]0 % +51 ms  cats-vs-dogs/3  cam7/[123]$"));
    }

    @Test
    void predictionsComeAsTheyWereWritten() {
        assertThat(sightline("predictions", "tail", "--from-beginning", "--max", "3", "--json")
                        .lines())
                .hasSize(3)
                .allSatisfy(
                        line -> assertThat(line).startsWith("{\"id\":\"cam7/").contains("\"probability\":0.75"));
    }

    @Test
    void predictionsOfATransactionThatWasGivenUpAreNotShown() {
        var properties = broker.clients().producer();
        properties.put("transactional.id", broker.prefix() + "aborted");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(prediction("given up"));
            producer.flush();
            producer.abortTransaction();
        }
        assertThat(sightline("predictions", "tail", "--from-beginning", "--max", "3", "--json")
                        .out())
                .doesNotContain("given up");
    }

    @Test
    void deadLettersSayWhatWasWrong() {
        Cli.Result result = sightline("dead-letters", "list");

        assertThat(result.exit()).isZero();
        assertThat(result.lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).matches("not-found +images-1-7 +lost: it was not-found"))
                .anySatisfy(line -> assertThat(line).matches("malformed-event +images-1-8 +images-1-8: .*"));
    }

    @Test
    void deadLettersOfOneReason() {
        assertThat(sightline("dead-letters", "list", "--reason", "not-found", "--json")
                        .lines())
                .singleElement()
                .asString()
                .startsWith(
                        "{\"reason\":\"not-found\",\"id\":\"lost\",\"topic\":\"images\",\"partition\":1,\"offset\":7,");
        assertThat(sightline("dead-letters", "list", "--reason", "too-large").lines())
                .isEmpty();
        assertThat(sightline("dead-letters", "list", "--max", "1").lines()).hasSize(1);
    }

    private static Cli.Result sightline(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(
                List.of("--bootstrap-servers", broker.bootstrapServers(), "--set", "topic.prefix=" + broker.prefix()));
        return Cli.run(all.toArray(String[]::new));
    }

    private static ProducerRecord<byte[], byte[]> prediction(String id) {
        Prediction prediction = new Prediction(
                id,
                null,
                "cat",
                0.75,
                List.of(new Prediction.ClassProbability("cat", 0.75)),
                0.5,
                0.5,
                new Prediction.Model("cats-vs-dogs", "3"),
                Instant.parse("2026-11-03T10:15:30.250Z"),
                Instant.parse("2026-11-03T10:15:30.301Z"),
                new Prediction.Durations(1, 2, 3, 4),
                null,
                null);
        try (PredictionSerde serde = new PredictionSerde()) {
            return new ProducerRecord<>(
                    broker.prefix() + "predictions",
                    id.getBytes(UTF_8),
                    serde.serializer().serialize("predictions", prediction));
        }
    }

    private static ProducerRecord<byte[], byte[]> deadLetter(
            String key, String value, DeadLetterReason reason, long offset) {
        SourceRecord source = new SourceRecord(
                key == null ? null : key.getBytes(UTF_8),
                value.getBytes(UTF_8),
                new RecordHeaders(),
                "images",
                1,
                offset,
                0);
        return new ProducerRecord<>(
                broker.prefix() + "dead-letters",
                null,
                source.key(),
                source.value(),
                DeadLetter.headers(source, new ImageRejectedException(reason, "it was " + reason.code())));
    }
}
