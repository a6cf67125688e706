package io.sightline.stream.inflight;

import io.sightline.event.SourceRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * How records are kept in stores until they are forwarded. A late forward has no record context, so key, value, headers,
 * time and position are all kept, byte for byte.
 */
public final class SourceRecordSerde {
    /** First byte of a stored record, so that a later form can be told apart. */
    private static final byte FORMAT = 1;

    private SourceRecordSerde() {}

    /** Throws {@link IllegalStateException} for what a newer version has written. */
    public static Serde<SourceRecord> serde() {
        Serializer<SourceRecord> serializer = (topic, record) -> record == null ? null : serialize(record);
        Deserializer<SourceRecord> deserializer = (topic, bytes) -> bytes == null ? null : deserialize(bytes);
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private static byte[] serialize(SourceRecord record) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            write(out, record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void write(DataOutputStream out, SourceRecord record) throws IOException {
        out.writeByte(FORMAT);
        out.writeUTF(record.topic());
        out.writeInt(record.partition());
        out.writeLong(record.offset());
        out.writeLong(record.timestamp());
        write(out, record.key());
        write(out, record.value());
        Header[] headers = record.headers().toArray();
        out.writeInt(headers.length);
        for (Header header : headers) {
            write(out, header.key().getBytes(StandardCharsets.UTF_8));
            write(out, header.value());
        }
    }

    private static SourceRecord deserialize(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("a damaged record in a store", e);
        }
    }

    /** @throws IllegalStateException for what a newer version has written */
    static SourceRecord read(DataInputStream in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new IllegalStateException("in-flight record of format " + format
                    + ", written by a newer Sightline; run that version until nothing is in flight");
        }
        String topic = in.readUTF();
        int partition = in.readInt();
        long offset = in.readLong();
        long timestamp = in.readLong();
        byte[] key = readBytes(in);
        byte[] value = readBytes(in);
        RecordHeaders headers = new RecordHeaders();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            byte[] name = readBytes(in);
            headers.add(new String(name == null ? new byte[0] : name, StandardCharsets.UTF_8), readBytes(in));
        }
        return new SourceRecord(key, value, headers, topic, partition, offset, timestamp);
    }

    private static void write(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            out.writeInt(-1);
        } else {
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        return length < 0 ? null : in.readNBytes(length);
    }
}
