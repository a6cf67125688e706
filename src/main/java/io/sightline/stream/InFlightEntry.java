package io.sightline.stream;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * One record as it was received, kept in the in-flight store until its result is forwarded: a late
 * forward has no record context, so key, value, headers, time and position travel with it.
 *
 * @param topic where the record came from
 * @param partition the record's partition
 * @param offset the record's offset, which orders the entries of a partition
 * @param timestamp the record's timestamp, milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes on their way through, never compared
record InFlightEntry(
        String topic,
        int partition,
        long offset,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {

    /** First byte of a stored entry, so that a later form can be told apart. */
    private static final byte FORMAT = 1;

    /** Where the record is, for example {@code images-3-1042}. */
    String position() {
        return topic + "-" + partition + "-" + offset;
    }

    static Serde<InFlightEntry> serde() {
        Serializer<InFlightEntry> serializer = (topic, entry) -> entry == null ? null : entry.serialize();
        Deserializer<InFlightEntry> deserializer = (topic, bytes) -> bytes == null ? null : deserialize(bytes);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private byte[] serialize() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(topic);
            out.writeInt(partition);
            out.writeLong(offset);
            out.writeLong(timestamp);
            write(out, key);
            write(out, value);
            Header[] all = headers.toArray();
            out.writeInt(all.length);
            for (Header header : all) {
                write(out, header.key().getBytes(StandardCharsets.UTF_8));
                write(out, header.value());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static InFlightEntry deserialize(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            byte format = in.readByte();
            if (format != FORMAT) {
                throw new IllegalStateException("in-flight entry of format " + format
                        + ", written by a newer Sightline; run that version until nothing is in flight");
            }
            String topic = in.readUTF();
            int partition = in.readInt();
            long offset = in.readLong();
            long timestamp = in.readLong();
            byte[] key = read(in);
            byte[] value = read(in);
            RecordHeaders headers = new RecordHeaders();
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                byte[] name = read(in);
                headers.add(
                        new String(name == null ? new byte[0] : name, StandardCharsets.UTF_8),
                        read(in));
            }
            return new InFlightEntry(topic, partition, offset, timestamp, key, value, headers);
        } catch (IOException e) {
            throw new UncheckedIOException("a damaged entry in the in-flight store", e);
        }
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static byte @Nullable [] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : in.readNBytes(length);
    }
}
