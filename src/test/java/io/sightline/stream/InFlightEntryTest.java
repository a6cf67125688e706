package io.sightline.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class InFlightEntryTest {
    private final Serde<InFlightEntry> serde = InFlightEntry.serde();

    @Test
    void everyByteOfARecordSurvivesTheStore() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("traceparent", new byte[] {0, 1, (byte) 0xff});
        headers.add("twice", "a".getBytes(StandardCharsets.UTF_8));
        headers.add("twice", "b".getBytes(StandardCharsets.UTF_8));
        headers.add("größe", new byte[0]);
        headers.add("none", null);
        InFlightEntry entry = new InFlightEntry(
                "line1.images", 7, 1L << 40, 1_767_225_600_123L, new byte[] {(byte) 0x80}, new byte[70_000], headers);

        InFlightEntry read = roundTrip(entry);

        assertThat(read.position()).isEqualTo("line1.images-7-1099511627776");
        assertThat(read.timestamp()).isEqualTo(entry.timestamp());
        assertThat(read.key()).isEqualTo(entry.key());
        assertThat(read.value()).isEqualTo(entry.value());
        assertThat(read.headers()).isEqualTo(headers);
    }

    @Test
    void aMissingKeyOrValueStaysMissing() {
        InFlightEntry read = roundTrip(new InFlightEntry("images", 0, 0, 0, null, null, new RecordHeaders()));
        assertThat(read.key()).isNull();
        assertThat(read.value()).isNull();
    }

    @Test
    void anEntryOfALaterFormIsRefusedWithAWayOut() {
        byte[] bytes = serde.serializer()
                .serialize("t", new InFlightEntry("images", 0, 0, 0, null, null, new RecordHeaders()));
        bytes[0] = 9;
        assertThatThrownBy(() -> serde.deserializer().deserialize("t", bytes))
                .hasMessageContaining("format 9")
                .hasMessageContaining("run that version");
    }

    private InFlightEntry roundTrip(InFlightEntry entry) {
        return serde.deserializer().deserialize("t", serde.serializer().serialize("t", entry));
    }
}
