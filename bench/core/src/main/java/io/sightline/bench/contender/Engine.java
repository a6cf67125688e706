package io.sightline.bench.contender;

import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageLimits;
import io.sightline.image.Pixels;
import io.sightline.model.Bundle;
import io.sightline.model.ModelInfo;
import io.sightline.model.SavedModelClassifier;
import io.sightline.pipeline.BatchSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What every contender that is not Sightline needs: the event read, the picture decoded, the model run, the
 * prediction written. It is Sightline's own decoder and DJL model, and runs have its warm sizes, so that
 * contenders differ in how they get batches and in nothing else.
 *
 * <p>Threading notes: any number of threads, which may run the model side by side.
 */
public final class Engine implements AutoCloseable {
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    private final SavedModelClassifier model;
    private final Wire wire;
    private final BatchSettings sizes;

    private Engine(SavedModelClassifier model, BatchSettings sizes) {
        this.model = model;
        this.wire = new Wire(model.info());
        this.sizes = sizes;
    }

    /**
     * Loads the model and runs it once in each size.
     *
     * @param most images in a batch
     */
    public static Engine load(Path bundle, int most) {
        SavedModelClassifier model = SavedModelClassifier.load(Bundle.read(bundle));
        BatchSettings sizes = new BatchSettings(most, Duration.ZERO, 1, false);
        Engine engine = new Engine(model, sizes);
        model.warmUp(sizes.ladder());
        return engine;
    }

    /** Gets and decodes the picture of an event. */
    public Pixels picture(Wire.Event event) {
        return decode(event.fetch());
    }

    /** Reads and decodes a picture. */
    Pixels picture(Path file) {
        try {
            return decode(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private Pixels decode(byte[] picture) {
        ModelInfo info = model.info();
        return decoder.decode(picture, info.height(), info.width(), info.orientation());
    }

    /**
     * Runs the model on a batch, in parts where the model is not warm for its size.
     *
     * @param pictures any number
     * @return the probabilities of each, in the order given
     */
    public List<float[]> classify(List<Pixels> pictures) {
        List<float[]> probabilities = new ArrayList<>(pictures.size());
        while (probabilities.size() < pictures.size()) {
            int done = probabilities.size();
            int size = sizes.sizeWithin(pictures.size() - done);
            probabilities.addAll(model.classify(pictures.subList(done, done + size)));
        }
        return probabilities;
    }

    /** Takes back pictures that nobody looks at any more, as Sightline does. */
    public void recycle(List<Pixels> pictures) {
        pictures.forEach(decoder::recycle);
    }

    /** What predictions are written with. */
    public Wire wire() {
        return wire;
    }

    /** From the event to the prediction, for contenders that take one image at a time. */
    public byte[] predict(byte[] record) {
        return predict(List.of(record)).get(0);
    }

    /** From events to predictions in one batch; pictures are decoded one after the other. */
    public List<byte[]> predict(List<byte[]> records) {
        List<Wire.Event> events = records.stream().map(Wire::event).toList();
        List<Pixels> pictures = events.stream().map(this::picture).toList();
        List<float[]> probabilities = classify(pictures);
        recycle(pictures);
        List<byte[]> predictions = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            predictions.add(wire.prediction(events.get(i), probabilities.get(i)));
        }
        return predictions;
    }

    @Override
    public void close() {
        model.close();
        decoder.close();
    }
}
