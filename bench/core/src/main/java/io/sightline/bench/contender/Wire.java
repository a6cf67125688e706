package io.sightline.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.model.ModelInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How contenders other than Sightline read image events and write predictions.
 *
 * @param model that predicts
 */
public record Wire(ModelInfo model) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An image event. */
    public record Event(String id, String uri) {
        /** Gets the bytes of the picture. */
        public byte[] fetch() {
            try {
                return Files.readAllBytes(Path.of(URI.create(uri)));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + uri, e);
            }
        }
    }

    /** Reads an image event. */
    public static Event event(byte[] record) {
        try {
            JsonNode json = JSON.readTree(record);
            return new Event(json.path("id").asText(), json.path("uri").asText());
        } catch (IOException e) {
            throw new UncheckedIOException("no image event", e);
        }
    }

    /** Writes a prediction: what consumers of Sightline's rely on, without times and places. */
    public byte[] prediction(Event event, float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        ObjectNode json = JSON.createObjectNode()
                .put("id", event.id())
                .put("uri", event.uri())
                .put("label", model.labels().get(best))
                .put("probability", probabilities[best]);
        ObjectNode classes = json.putObject("classes");
        for (int i = 0; i < probabilities.length; i++) {
            classes.put(model.labels().get(i), probabilities[i]);
        }
        json.putObject("model").put("name", model.name()).put("version", model.version());
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a prediction cannot be written", e);
        }
    }
}
