package io.sightline.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.event.EventTopics;
import io.sightline.event.ImageEventReader;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Image events: of pictures in turn, each under an id and a key of its own. */
public final class Events implements AutoCloseable {
    private static final String PREFIX = "image-";

    private final KafkaProducer<byte[], byte[]> producer;
    private final String topic;
    private final List<byte[]> contents;
    private final boolean references;

    private Events(RunTopics topics, List<byte[]> contents, boolean references) {
        this.producer =
                new KafkaProducer<>(topics.clients().producer(), new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topics.name(EventTopics.IMAGES);
        this.contents = contents;
        this.references = references;
    }

    /** Events that name files. */
    public static Events ofFiles(RunTopics topics, List<Path> files) {
        return new Events(
                topics,
                files.stream()
                        .map(file -> file.toUri().toString().getBytes(UTF_8))
                        .toList(),
                true);
    }

    /** Events that are pictures. */
    public static Events ofPictures(RunTopics topics, List<byte[]> pictures) {
        return new Events(topics, pictures, false);
    }

    /** Sends the event with a number; does not wait. */
    public void send(int number) {
        String id = PREFIX + number;
        byte[] content = contents.get(number % contents.size());
        if (references) {
            byte[] value = ("{\"id\":\"" + id + "\",\"uri\":\"" + new String(content, UTF_8) + "\"}").getBytes(UTF_8);
            producer.send(new ProducerRecord<>(topic, id.getBytes(UTF_8), value));
        } else {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, id.getBytes(UTF_8), content);
            record.headers().add(ImageEventReader.CONTENT_TYPE, "image/jpeg".getBytes(UTF_8));
            producer.send(record);
        }
    }

    /** Waits until the broker has what was sent. */
    public void flush() {
        producer.flush();
    }

    /** The number in a record's key. */
    public static int number(byte[] key) {
        return Integer.parseInt(new String(key, UTF_8).substring(PREFIX.length()));
    }

    @Override
    public void close() {
        producer.close();
    }
}
