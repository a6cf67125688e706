package io.sightline.bench.contender;

import io.sightline.image.Pixels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What the machine can do without Kafka: the best of several arrangements of the same decoder and model
 * over pictures that are in memory already. Finds the arrangement, warms up, and then takes {@link Turns}.
 */
public final class Limit implements Contender {
    /** Settings of the job, whole milliseconds: how long to warm up where the compilers rest. */
    public static final String WARM_MS = "limit.warm.ms";

    /** See {@link #WARM_MS}: so long where the compilers do not rest sooner. */
    public static final String LONGEST_WARM_MS = "limit.warm.longest.ms";

    private static final int LARGEST = 32;
    private static final int KEPT = 64;
    private static final double TURN_WARM = 1;
    private static final double TRY = 2;
    private static final double FIRST_TRY = 4;

    /** Of a slow model; of a quick one there are more in any case. */
    private static final int BATCHES_IN_A_TRY = 4;

    /** What else the machine does only makes an arrangement slower: the best of so many tries counts. */
    private static final int PASSES = 2;

    /**
     * What was found.
     *
     * @param arrangement the fastest, as {@link Arrangement#parse} takes it; words where none is searched for
     * @param tried the arrangements and their images a second, in the best of their tries
     */
    public record Found(String arrangement, Map<String, Double> tried) {
        /** Images in a batch of the fastest. */
        public int batch() {
            return Arrangement.parse(arrangement).batch();
        }
    }

    @Override
    public void start(Job job) throws IOException, InterruptedException {
        List<byte[]> files = Turns.pictures(job);
        int processors = Runtime.getRuntime().availableProcessors();
        Engine wide = Engine.load(job.model(), LARGEST);
        List<Engine> narrow = IntStream.range(0, processors)
                .mapToObj(i -> Engine.load(job.model(), LARGEST, 1))
                .toList();
        IntFunction<Pixels> decoding = i -> wide.decode(files.get(i % files.size()));
        double longestWarm = job.number(LONGEST_WARM_MS) / 1e3;

        Map<String, Double> tried = new LinkedHashMap<>();
        double seconds = secondsOfATry(decoding, wide, longestWarm);
        for (int pass = 0; pass < PASSES; pass++) {
            for (Arrangement arrangement : Arrangement.candidates(processors)) {
                Speed speed = new PictureLoop(arrangement, decoding, wide::recycle)
                        .run(engines(arrangement, wide, narrow), TURN_WARM, TURN_WARM, seconds);
                tried.merge(arrangement.text(), speed.imagesPerSecond(), Math::max);
            }
        }
        Arrangement best = Arrangement.parse(
                Collections.max(tried.entrySet(), Map.Entry.comparingByValue()).getKey());
        List<Engine> engines = engines(best, wide, narrow);
        new PictureLoop(best, decoding, wide::recycle).run(engines, job.number(WARM_MS) / 1e3, longestWarm, TRY);

        List<Pixels> decoded = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            decoded.add(decoding.apply(i));
        }
        Arrangement classifying = new Arrangement(best.engines(), best.batch(), 0);
        Turns.serve(job, new Found(best.text(), tried), turn -> switch (turn.loop()) {
            case WHOLE ->
                new PictureLoop(best, decoding, wide::recycle).run(engines, TURN_WARM, TURN_WARM, turn.seconds());
            case CLASSIFY ->
                new PictureLoop(classifying, i -> decoded.get(i % KEPT), pictures -> {})
                        .run(engines, TURN_WARM, TURN_WARM, turn.seconds());
            case DECODE -> DecodeLoop.run(wide, files, processors, turn.seconds());
        });
    }

    /** Runs the first arrangement until the JVM has compiled most, so that it is not the slower for it. */
    private static double secondsOfATry(IntFunction<Pixels> decoding, Engine wide, double longestWarm)
            throws InterruptedException {
        double speed = new PictureLoop(
                        Arrangement.candidates(Runtime.getRuntime().availableProcessors())
                                .get(0),
                        decoding,
                        wide::recycle)
                .run(List.of(wide), TURN_WARM, longestWarm, FIRST_TRY)
                .imagesPerSecond();
        return Math.max(TRY, BATCHES_IN_A_TRY * LARGEST / Math.max(speed, 1));
    }

    private static List<Engine> engines(Arrangement arrangement, Engine wide, List<Engine> narrow) {
        return arrangement.engines() == 1 ? List.of(wide) : narrow.subList(0, arrangement.engines());
    }
}
