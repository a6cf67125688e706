package io.sightline.evaluation;

import io.sightline.image.Pixels;
import io.sightline.model.Classifier;
import io.sightline.model.ModelInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * How many pictures a model classifies in a second, by the size of the batches. Only the model is
 * measured, not fetching or decoding.
 *
 * @param batch pictures in a run of the model
 * @param imagesPerSecond the median of several rounds
 */
public record Throughput(int batch, double imagesPerSecond) {
    private static final List<Integer> BATCHES = List.of(1, 2, 4, 8, 16, 32);
    private static final int ROUNDS = 3;

    /**
     * Measures batches of 1, 2, 4, 8, 16 and 32, each after a run that does not count.
     *
     * @param secondsPerRound how long to go on with one batch size before the clock is read; three rounds
     *     are run for each, and at least one batch in a round
     */
    public static List<Throughput> measure(Classifier classifier, double secondsPerRound) {
        Pixels picture = noise(classifier.info());
        List<Throughput> measured = new ArrayList<>();
        for (int batch : BATCHES) {
            List<Pixels> pictures = Collections.nCopies(batch, picture);
            classifier.classify(pictures); // TensorFlow's first run of a shape takes long
            List<Double> rates = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                rates.add(rate(classifier, pictures, 1, secondsPerRound));
            }
            Collections.sort(rates);
            measured.add(new Throughput(batch, rates.get(ROUNDS / 2)));
        }
        return measured;
    }

    /**
     * Measures batches of one size, side by side.
     *
     * @param threads that each run one batch after the other
     * @param atLeastSeconds how long to go on; each thread runs at least two batches, of which the first does
     *     not count
     */
    public static Throughput measure(Classifier classifier, int batch, int threads, double atLeastSeconds) {
        List<Pixels> pictures = Collections.nCopies(batch, noise(classifier.info()));
        rate(classifier, pictures, threads, 0); // what a thread keeps of a shape is made in its first run
        return new Throughput(batch, rate(classifier, pictures, threads, atLeastSeconds));
    }

    private static double rate(Classifier classifier, List<Pixels> pictures, int threads, double atLeastSeconds) {
        long started = System.nanoTime();
        LongSupplier batches = () -> {
            long done = 0;
            do {
                classifier.classify(pictures);
                done++;
            } while (System.nanoTime() - started < 1e9 * atLeastSeconds);
            return done;
        };
        List<CompletableFuture<Long>> runs = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            runs.add(CompletableFuture.supplyAsync(batches::getAsLong, work -> new Thread(work, "speed").start()));
        }
        // all of them, whatever becomes of one: the model may be closed afterwards
        CompletableFuture.allOf(runs.toArray(CompletableFuture[]::new))
                .exceptionally(e -> null)
                .join();
        double seconds = (System.nanoTime() - started) / 1e9;
        return pictures.size()
                * runs.stream().mapToLong(CompletableFuture::join).sum()
                / seconds;
    }

    private static Pixels noise(ModelInfo model) {
        Random random = new Random(1);
        float[] rgb = new float[model.height() * model.width() * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = random.nextInt(256);
        }
        return new Pixels(rgb, model.height(), model.width());
    }
}
