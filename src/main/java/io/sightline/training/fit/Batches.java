package io.sightline.training.fit;

import io.sightline.dataset.Photo;
import io.sightline.model.Head;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Orders the pictures of an epoch and makes its batches. All chance comes from the seed, the phase and the epoch. */
final class Batches {
    private final FitSettings settings;
    private final EpochResult.Phase phase;
    private final int classes;
    private final int features;
    private final float[] classWeights;

    Batches(FitSettings settings, EpochResult.Phase phase, int classes, int features, List<Photo> train) {
        this.settings = settings;
        this.phase = phase;
        this.classes = classes;
        this.features = features;
        this.classWeights = classWeights(train);
    }

    /** The pictures in the order of an epoch. */
    List<Photo> shuffled(List<Photo> photos, int epoch) {
        List<Photo> order = new ArrayList<>(photos);
        Collections.shuffle(order, random(epoch, -1));
        return order;
    }

    /**
     * One batch.
     *
     * @param number of the batch in its epoch, from 0
     */
    Batch batch(List<Photo> photos, float[] rows, int epoch, int number) {
        int units = Head.units(classes);
        float[] targets = new float[photos.size() * units];
        float[] weights = new float[photos.size()];
        for (int i = 0; i < photos.size(); i++) {
            int label = photos.get(i).label();
            if (units == 1) {
                targets[i] = label;
            } else {
                targets[i * units + label] = 1;
            }
            weights[i] = classWeights[label];
        }
        return new Batch(rows, targets, weights, dropout(photos.size() * features, random(epoch, number)));
    }

    /** Inverted dropout: what stays is scaled up, so that nothing is to be done at inference. */
    private float[] dropout(int size, Random random) {
        float scale = 1 / (1 - settings.dropout());
        float[] mask = new float[size];
        for (int i = 0; i < size; i++) {
            mask[i] = settings.dropout() == 0 || random.nextFloat() >= settings.dropout() ? scale : 0;
        }
        return mask;
    }

    private float[] classWeights(List<Photo> train) {
        int[] counts = new int[classes];
        train.forEach(photo -> counts[photo.label()]++);
        float[] weights = new float[classes];
        for (int label = 0; label < classes; label++) {
            weights[label] = settings.balanceClasses() ? train.size() / ((float) classes * counts[label]) : 1;
        }
        return weights;
    }

    private Random random(int epoch, int number) {
        // far apart for neighbours: java.util.Random's first values are alike for seeds that are
        long mixed = settings.seed();
        for (long part : new long[] {phase.ordinal(), epoch, number}) {
            mixed = (mixed ^ part) * 0x9E3779B97F4A7C15L;
            mixed ^= mixed >>> 32;
        }
        return new Random(mixed);
    }
}
