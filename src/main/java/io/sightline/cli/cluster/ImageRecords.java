package io.sightline.cli.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.cli.cluster.ImageTargets.Target;
import io.sightline.event.ImageEventReader;
import io.sightline.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes the record that is sent for an image. */
enum ImageRecords {
    /** The event with a reference; whoever classifies fetches it. */
    REFERENCE {
        @Override
        ProducerRecord<byte[], byte[]> record(String topic, String id, Target target) {
            return event(topic, id, target.uri());
        }
    },
    /** The event with the picture's bytes as a data: URI. */
    INLINE {
        @Override
        ProducerRecord<byte[], byte[]> record(String topic, String id, Target target) throws IOException {
            Path file = file(target);
            String bytes = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
            return event(topic, id, "data:" + ImageTargets.mediaType(file) + ";base64," + bytes);
        }
    },
    /** The picture's bytes as the whole value. */
    RAW {
        @Override
        ProducerRecord<byte[], byte[]> record(String topic, String id, Target target) throws IOException {
            Path file = file(target);
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(topic, id.getBytes(UTF_8), Files.readAllBytes(file));
            record.headers()
                    .add(
                            ImageEventReader.CONTENT_TYPE,
                            ImageTargets.mediaType(file).getBytes(UTF_8));
            return record;
        }
    };

    /**
     * The record for one image.
     *
     * @throws IllegalArgumentException if the bytes are wanted of something that is no file here
     */
    abstract ProducerRecord<byte[], byte[]> record(String topic, String id, Target target) throws IOException;

    private static ProducerRecord<byte[], byte[]> event(String topic, String id, String uri) {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("id", id);
        event.put("uri", uri);
        try {
            return new ProducerRecord<>(topic, id.getBytes(UTF_8), Json.mapper().writeValueAsBytes(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write the event of " + uri, e);
        }
    }

    private static Path file(Target target) {
        if (target.file() == null) {
            throw new IllegalArgumentException(
                    target.uri() + " is a URI; --raw and --inline send the bytes of files on this machine");
        }
        return target.file();
    }
}
