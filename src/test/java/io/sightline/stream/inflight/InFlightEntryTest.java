package io.sightline.stream.inflight;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.event.SourceRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

class InFlightEntryTest {
    private static final SourceRecord SOURCE =
            new SourceRecord(new byte[] {1}, new byte[] {2, 3}, new RecordHeaders().add("a", null), "images", 3, 41, 5);

    private final Serde<InFlightEntry> entries = InFlightEntry.serde();
    private final Serde<SourceRecord> records = SourceRecordSerde.serde();

    @Test
    void anEntryKeepsItsRecordAndWhenItCame() {
        InFlightEntry read = entries.deserializer()
                .deserialize("t", entries.serializer().serialize("t", new InFlightEntry(7, SOURCE)));

        assertThat(read.arrival()).isEqualTo(7);
        assertThat(read.source().place()).isEqualTo(SOURCE.place());
        assertThat(read.source().value()).isEqualTo(SOURCE.value());
        assertThat(read.source().headers()).isEqualTo(SOURCE.headers());
    }

    @Test
    void whatVersionsWithoutAnArrivalLeftComesInTheOrderOfOffsets() {
        InFlightEntry read =
                entries.deserializer().deserialize("t", records.serializer().serialize("t", SOURCE));

        assertThat(read.arrival()).isEqualTo(41);
        assertThat(read.source().place()).isEqualTo(SOURCE.place());
    }

    @Test
    void suchAVersionReadsWhatThisOneLeaves() {
        byte[] bytes = entries.serializer().serialize("t", new InFlightEntry(7, SOURCE));

        assertThat(records.deserializer().deserialize("t", bytes).place()).isEqualTo(SOURCE.place());
    }
}
