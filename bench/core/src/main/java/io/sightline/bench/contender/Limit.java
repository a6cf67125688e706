package io.sightline.bench.contender;

import io.sightline.engine.TensorFlowEngine;
import io.sightline.image.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What the machine can do without Kafka: the best of several arrangements of the same decoder and model
 * over the same files, read by whoever decodes. Finds the arrangement, warms up, and then takes {@link Turns}.
 */
public final class Limit implements Contender {
    /** Settings of the job, whole milliseconds: how long to warm up where the compilers rest. */
    public static final String WARM_MS = "limit.warm.ms";

    /** See {@link #WARM_MS}: so long where the compilers do not rest sooner. */
    public static final String LONGEST_WARM_MS = "limit.warm.longest.ms";

    /** Setting of the job: an arrangement that was found before, or nothing to search for the fastest. */
    public static final String ARRANGEMENT = "limit.arrangement";

    private static final int LARGEST = 16;
    private static final int KEPT = 64;
    private static final double TURN_WARM = 1;
    private static final double TRY = 2;
    private static final double FIRST_TRY = 4;

    /** On each processor, of a slow model; of a quick one there are more in any case. */
    private static final int BATCHES_IN_A_TRY = 4;

    /** What else the machine does only makes an arrangement slower: the best of so many tries counts. */
    private static final int PASSES = 4;

    /**
     * What was found.
     *
     * @param arrangement the fastest, as {@link Arrangement#parse} takes it; words where none is searched for
     * @param tried the arrangements and their images a second, in the best of their tries
     */
    public record Found(String arrangement, Map<String, Double> tried) {
        /** Images in a batch. */
        public int batch() {
            return Arrangement.parse(arrangement).batch();
        }
    }

    @Override
    public void start(Job job) throws IOException, InterruptedException {
        List<Path> files = job.pictures();
        int processors = Runtime.getRuntime().availableProcessors();
        TensorFlowEngine.start(1); // each run has a processor
        Engine engine = Engine.load(job.model(), LARGEST);
        IntFunction<Pixels> decoding = i -> engine.picture(files.get(i % files.size()));
        double longestWarm = job.number(LONGEST_WARM_MS) / 1e3;

        String given = job.word(ARRANGEMENT, "");
        Map<String, Double> tried = given.isEmpty() ? tryAll(decoding, engine, processors, longestWarm) : Map.of();
        Arrangement best = given.isEmpty() ? fastest(tried) : Arrangement.parse(given);
        new PictureLoop(best, decoding, engine::recycle).run(engine, job.number(WARM_MS) / 1e3, longestWarm, TRY);

        List<Pixels> decoded = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            decoded.add(decoding.apply(i));
        }
        Arrangement classifying = new Arrangement(best.runs(), best.batch(), 0);
        Turns.serve(job, new Found(best.text(), tried), turn -> switch (turn.loop()) {
            case WHOLE ->
                new PictureLoop(best, decoding, engine::recycle).run(engine, TURN_WARM, TURN_WARM, turn.seconds());
            case CLASSIFY ->
                new PictureLoop(classifying, i -> decoded.get(i % KEPT), pictures -> {})
                        .run(engine, TURN_WARM, TURN_WARM, turn.seconds());
            case DECODE -> DecodeLoop.run(engine, files, processors, turn.seconds());
        });
    }

    private static Map<String, Double> tryAll(
            IntFunction<Pixels> decoding, Engine engine, int processors, double longestWarm)
            throws InterruptedException {
        Map<String, Double> tried = new LinkedHashMap<>();
        double seconds = secondsOfATry(decoding, engine, longestWarm);
        for (int pass = 0; pass < PASSES; pass++) {
            for (Arrangement arrangement : Arrangement.candidates(processors)) {
                Speed speed = new PictureLoop(arrangement, decoding, engine::recycle)
                        .run(engine, TURN_WARM, TURN_WARM, seconds);
                tried.merge(arrangement.text(), speed.imagesPerSecond(), Math::max);
            }
        }
        return tried;
    }

    private static Arrangement fastest(Map<String, Double> tried) {
        return Arrangement.parse(
                Collections.max(tried.entrySet(), Map.Entry.comparingByValue()).getKey());
    }

    /** Runs the first arrangement until the JVM has compiled most, so that it is not the slower for it. */
    private static double secondsOfATry(IntFunction<Pixels> decoding, Engine engine, double longestWarm)
            throws InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        double speed = new PictureLoop(Arrangement.candidates(processors).get(0), decoding, engine::recycle)
                .run(engine, TURN_WARM, longestWarm, FIRST_TRY)
                .imagesPerSecond();
        return Math.max(TRY, BATCHES_IN_A_TRY * processors * LARGEST / Math.max(speed, 1));
    }
}
