package io.sightline.http.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.Feedback;
import io.sightline.event.FeedbackReader;
import io.sightline.event.FeedbackSerde;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.Json;
import io.sightline.event.SourceRecord;
import io.sightline.http.server.Call;
import io.sightline.http.server.HttpException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Takes a reviewer's word from the page: writes what {@code sightline feedback send} writes. */
public final class FeedbackApi {
    private static final int MOST_BYTES = 16 * 1024;
    private static final String UNNAMED = "page";

    private final TopicWriter topics;
    private final String topic;
    private final FeedbackReader reader = new FeedbackReader();

    public FeedbackApi(Settings settings, TopicWriter topics) {
        this.topics = topics;
        this.topic = settings.topic(EventTopics.FEEDBACK);
    }

    /**
     * Writes the event and answers 201 once the cluster has it.
     *
     * @throws HttpException 400 if it is not what the service would take
     */
    public void post(Call call) throws IOException, InterruptedException {
        JsonNode json = call.json(MOST_BYTES);
        Feedback said = read(json);
        Feedback feedback = new Feedback(
                said.id(), said.label(), said.annotator() == null ? UNNAMED : said.annotator(), Instant.now(), null);
        try (FeedbackSerde serde = new FeedbackSerde()) {
            RecordMetadata written = topics.write(new ProducerRecord<>(
                    topic, feedback.id().getBytes(UTF_8), serde.serializer().serialize(topic, feedback)));
            call.answer(201, Map.of("feedback", feedback, "record", written.toString()));
        }
    }

    /** By the rules of the topic, so that the page does not write what becomes a dead letter. */
    private Feedback read(JsonNode json) throws IOException {
        ObjectNode event = json.deepCopy();
        event.remove("uri"); // the page labels what was predicted, and leads nobody elsewhere
        byte[] value = Json.mapper().writeValueAsBytes(event);
        try {
            return reader.read(new SourceRecord(null, value, new RecordHeaders(), topic, 0, 0, 0));
        } catch (ImageRejectedException e) {
            throw new HttpException(400, String.valueOf(e.getMessage()));
        }
    }
}
