package io.sightline.stream.inflight;

import io.sightline.event.SourceRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * What is kept of a record in flight.
 *
 * @param arrival grows with each record that a task receives: those that are taken up again keep their order. Offsets do
 *     not tell it, as the place kept with feedback is that in the users' topic, of whichever partition
 * @param source the record
 */
record InFlightEntry(long arrival, SourceRecord source) {
    /** The record's bytes come first, as versions that kept no arrival have it; they read no further. */
    static Serde<InFlightEntry> serde() {
        return Serdes.serdeFrom(
                (topic, entry) -> entry == null ? null : entry.bytes(),
                (topic, bytes) -> bytes == null ? null : of(bytes));
    }

    private byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            SourceRecordSerde.write(out, source);
            out.writeLong(arrival);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static InFlightEntry of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            SourceRecord source = SourceRecordSerde.read(in);
            return new InFlightEntry(in.available() == 0 ? source.offset() : in.readLong(), source);
        } catch (IOException e) {
            throw new UncheckedIOException("a damaged record in the in-flight store", e);
        }
    }
}
