package io.sightline.learning.examples;

import io.sightline.event.Example;
import io.sightline.image.JpegEncoder;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Labelled pictures as reviewers' feedback brings them: grainy, in one colour each. */
public final class TestExamples {
    private static final int SIZE = 40;
    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private TestExamples() {}

    /** A JPEG of a colour (r, g or b), another for each seed. */
    public static byte[] jpeg(char colour, long seed) {
        Random random = new Random(seed * 31 + colour);
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        int shift = 8 * "bgr".indexOf(colour);
        for (int p = 0; p < SIZE * SIZE; p++) {
            image.setRGB(p % SIZE, p / SIZE, random.nextInt() & 0x0f0f0f | 0x80 << shift);
        }
        return JpegEncoder.encode(image, 0.9f);
    }

    public static Example example(String id, String label, byte[] jpeg, Instant labeledAt) {
        return new Example(id, label, DigestUtils.sha256Hex(jpeg), null, "ann", labeledAt, null, null);
    }

    /** As a consumer sees it. */
    public static ConsumerRecord<byte[], byte[]> consumed(long offset, Example example, byte @Nullable [] jpeg) {
        return consumed(offset, example.id(), example.addTo(new RecordHeaders()), jpeg);
    }

    static ConsumerRecord<byte[], byte[]> consumed(long offset, String id, Headers headers, byte @Nullable [] jpeg) {
        return new ConsumerRecord<>(
                "examples",
                0,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                id.getBytes(StandardCharsets.UTF_8),
                jpeg,
                headers,
                Optional.empty());
    }

    /** As the learn topology writes it. */
    public static ProducerRecord<byte[], byte[]> produced(String topic, Example example, byte[] jpeg) {
        return new ProducerRecord<>(
                topic,
                null,
                null,
                example.id().getBytes(StandardCharsets.UTF_8),
                jpeg,
                example.addTo(new RecordHeaders()));
    }
}
