package io.sightline.stream.inflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class AtLeastOnceProducerTest {
    private final Flushes flushes = new Flushes();
    private final List<Exception> told = new ArrayList<>();

    @Test
    void aFlushIsCountedWhileNoWriteHasFailed() {
        try (AtLeastOnceProducer producer = producer()) {
            producer.flush();
            assertThat(flushes.count()).isEqualTo(1);
        }
    }

    @Test
    void afterAWriteThatFailedNothingIsCommittedAnyMore() {
        try (AtLeastOnceProducer producer = producer()) {
            producer.send(new ProducerRecord<>("predictions", new byte[1]), (metadata, failure) -> told.add(failure));

            assertThat(told).as("what Kafka Streams is told").hasSize(1).doesNotContainNull();
            for (int commit = 0; commit < 2; commit++) {
                assertThatThrownBy(producer::flush)
                        .isInstanceOf(KafkaException.class)
                        .hasMessageContaining("predictions")
                        .hasCause(told.get(0));
            }
            assertThat(flushes.count()).isZero();
        }
    }

    /** One whose broker does not answer. */
    private AtLeastOnceProducer producer() {
        return new AtLeastOnceProducer(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        "localhost:1",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        "10"),
                flushes);
    }
}
