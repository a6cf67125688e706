package io.sightline.bench.contender;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageLimits;
import io.sightline.image.Pixels;
import io.sightline.model.Bundle;
import io.sightline.model.ModelInfo;
import io.sightline.model.SavedModelClassifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What every contender that is not Sightline needs: the event read, the picture decoded, the model run, the
 * prediction written. It is Sightline's own decoder and DJL model, and batches are padded up to sizes that
 * are warm, so that contenders differ in how they get batches and in nothing else.
 *
 * <p>Threading notes: any number of threads; one at a time runs the model.
 */
public final class Engine implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    private final SavedModelClassifier model;
    private final int[] sizes;

    /** An image event. */
    public record Event(String id, String uri) {}

    private Engine(SavedModelClassifier model, int... sizes) {
        this.model = model;
        this.sizes = sizes;
    }

    /**
     * Loads the model and runs it once in each size.
     *
     * @param most images in a batch
     */
    public static Engine load(Path bundle, int most) {
        return load(bundle, most, 0);
    }

    /**
     * Loads the model for a number of threads and runs it once in each size.
     *
     * @param threads that work on one batch; 0 for as many as there are processors
     */
    public static Engine load(Path bundle, int most, int threads) {
        List<Integer> ladder = new ArrayList<>();
        for (int size = 1; size < most; size *= 2) {
            ladder.add(size);
        }
        ladder.add(most);
        SavedModelClassifier model = SavedModelClassifier.load(Bundle.read(bundle), threads);
        Engine engine =
                new Engine(model, ladder.stream().mapToInt(Integer::intValue).toArray());
        model.warmUp(engine.sizes);
        return engine;
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

    /** Gets and decodes the picture of an event. */
    public Pixels picture(Event event) {
        try {
            return decode(Files.readAllBytes(Path.of(URI.create(event.uri()))));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + event.uri(), e);
        }
    }

    /** Decodes a picture to the model's size. */
    public Pixels decode(byte[] picture) {
        ModelInfo info = model.info();
        return decoder.decode(picture, info.height(), info.width(), info.orientation());
    }

    /**
     * Runs the model on a batch.
     *
     * @param pictures one to as many as the largest size
     * @return the probabilities of each, in the order given
     */
    public synchronized List<float[]> classify(List<Pixels> pictures) {
        List<Pixels> padded = new ArrayList<>(pictures);
        for (int size : sizes) {
            if (size >= pictures.size()) {
                while (padded.size() < size) {
                    padded.add(pictures.get(0));
                }
                return model.classify(padded).subList(0, pictures.size());
            }
        }
        throw new IllegalArgumentException(pictures.size() + " pictures in one batch");
    }

    /** Writes a prediction: what consumers of Sightline's rely on, without times and places. */
    public byte[] prediction(Event event, float[] probabilities) {
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        ModelInfo info = model.info();
        ObjectNode json = JSON.createObjectNode()
                .put("id", event.id())
                .put("uri", event.uri())
                .put("label", info.labels().get(best))
                .put("probability", probabilities[best]);
        ObjectNode classes = json.putObject("classes");
        for (int i = 0; i < probabilities.length; i++) {
            classes.put(info.labels().get(i), probabilities[i]);
        }
        json.putObject("model").put("name", info.name()).put("version", info.version());
        try {
            return JSON.writeValueAsBytes(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the event to the prediction, for contenders that take one image at a time. */
    public byte[] predict(byte[] record) {
        Event event = event(record);
        return prediction(event, classify(List.of(picture(event))).get(0));
    }

    /** From events to predictions in one batch; pictures are decoded one after the other. */
    public List<byte[]> predict(List<byte[]> records) {
        List<Event> events = records.stream().map(Engine::event).toList();
        List<float[]> probabilities =
                classify(events.stream().map(this::picture).toList());
        List<byte[]> predictions = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            predictions.add(prediction(events.get(i), probabilities.get(i)));
        }
        return predictions;
    }

    @Override
    public void close() {
        model.close();
        decoder.close();
    }
}
