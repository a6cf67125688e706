package io.sightline.stream.inflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.event.SourceRecord;
import io.sightline.fixtures.Format1;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class SourceRecordSerdeTest {
    private final Serde<SourceRecord> serde = SourceRecordSerde.serde();

    @Test
    void everyByteOfARecordSurvivesTheStore() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", new byte[] {0, 1, (byte) 0xff});
        headers.add("twice", "a".getBytes(StandardCharsets.UTF_8));
        headers.add("twice", "b".getBytes(StandardCharsets.UTF_8));
        headers.add("größe", new byte[0]);
        headers.add("none", null);
        SourceRecord entry = new SourceRecord(
                new byte[] {(byte) 0x80}, new byte[70_000], headers, "line1.images", 7, 1L << 40, 1_767_225_600_123L);

        SourceRecord read = roundTrip(entry);

        assertThat(read.place().toString()).isEqualTo("line1.images-7-1099511627776");
        assertThat(read.timestamp()).isEqualTo(entry.timestamp());
        assertThat(read.key()).isEqualTo(entry.key());
        assertThat(read.value()).isEqualTo(entry.value());
        assertThat(read.headers()).isEqualTo(headers);
    }

    @Test
    void aMissingKeyOrValueStaysMissing() {
        SourceRecord read = roundTrip(new SourceRecord(null, null, new RecordHeaders(), "images", 0, 0, 0));
        assertThat(read.key()).isNull();
        assertThat(read.value()).isNull();
    }

    @Test
    void anEntryOfALaterFormIsRefusedWithAWayOut() {
        byte[] bytes =
                serde.serializer().serialize("t", new SourceRecord(null, null, new RecordHeaders(), "images", 0, 0, 0));
        bytes[0] = 9;
        assertThatThrownBy(() -> serde.deserializer().deserialize("t", bytes))
                .hasMessageContaining("format 9")
                .hasMessageContaining("run that version");
    }

    @Test
    void whatTheFirstVersionHadInFlightIsRead() throws IOException {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", "00-abc-def-01".getBytes(StandardCharsets.UTF_8));
        headers.add("größe", new byte[] {1, (byte) 0xff});
        headers.add("none", null);
        SourceRecord entry = new SourceRecord(
                "cam7".getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0x80, 0},
                headers,
                "line1.images",
                7,
                1L << 40,
                1_767_225_600_123L);

        SourceRecord read = serde.deserializer()
                .deserialize(
                        "t", Format1.stored("in-flight.bin", serde.serializer().serialize("t", entry)));

        assertThat(read.place()).isEqualTo(entry.place());
        assertThat(read.timestamp()).isEqualTo(entry.timestamp());
        assertThat(read.key()).isEqualTo(entry.key());
        assertThat(read.value()).isEqualTo(entry.value());
        assertThat(read.headers()).isEqualTo(headers);
    }

    private SourceRecord roundTrip(SourceRecord entry) {
        return serde.deserializer().deserialize("t", serde.serializer().serialize("t", entry));
    }
}
