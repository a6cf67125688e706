package io.sightline.bench.contender;

import io.sightline.event.Json;
import io.sightline.image.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What the machine can do without Kafka: the best of several arrangements of the same decoder and model
 * over pictures that are in memory already. Writes its figures into {@value #FIGURES} and ends.
 */
public final class Limit implements Contender {
    /** File in the job's folder. */
    public static final String FIGURES = "figures.json";

    /** Setting of the job: the arrangement to take; without it the best is searched for. */
    public static final String ARRANGEMENT = "limit.arrangement";

    /** Settings of the job, whole milliseconds. */
    public static final String WARM_MS = "limit.warm.ms";

    /** See {@link #WARM_MS}: so long where the compilers do not rest sooner. */
    public static final String LONGEST_WARM_MS = "limit.warm.longest.ms";

    /** See {@link #WARM_MS}. */
    public static final String WINDOW_MS = "limit.window.ms";

    private static final int LARGEST = 32;
    private static final int KEPT = 64;
    private static final double TRY_WARM = 1;
    private static final double TRY = 2;
    private static final double FIRST_TRY = 4;

    /** Of a slow model; of a quick one there are more in any case. */
    private static final int BATCHES_IN_A_TRY = 4;

    /** What else the machine does only makes an arrangement slower: the best of so many tries counts. */
    private static final int PASSES = 2;

    /**
     * What was found.
     *
     * @param arrangement that was measured, as {@link #ARRANGEMENT} takes it
     * @param imagesPerSecond decoded and classified
     * @param cpuSecondsPerImage that this took of all processors
     * @param inferenceImagesPerSecond classified, of pictures decoded before
     * @param decodeImagesPerSecond decoded on all processors, and not classified
     * @param threadMillisPerImage of the loop that decodes and classifies: processor time by the names of the
     *     threads, those that used most
     * @param tried the arrangements and their images a second, in the best of their tries; empty if none was searched for
     */
    public record Figures(
            String arrangement,
            double imagesPerSecond,
            double cpuSecondsPerImage,
            double inferenceImagesPerSecond,
            double decodeImagesPerSecond,
            Map<String, Double> threadMillisPerImage,
            Map<String, Double> tried) {}

    @Override
    public void start(Job job) throws IOException, InterruptedException {
        int processors = Runtime.getRuntime().availableProcessors();
        List<byte[]> files = new ArrayList<>();
        for (Path picture : job.pictures()) {
            files.add(Files.readAllBytes(picture));
        }
        Engine wide = Engine.load(job.model(), LARGEST);
        List<Engine> narrow = new ArrayList<>();
        IntFunction<Pixels> decoding = i -> wide.decode(files.get(i % files.size()));
        double longestWarm = job.number(LONGEST_WARM_MS, 2000) / 1e3;
        String given = job.word(ARRANGEMENT, "");
        Map<String, Double> tried = given.isEmpty() ? tried(job, decoding, wide, narrow, longestWarm) : Map.of();
        Arrangement best = Arrangement.parse(
                given.isEmpty()
                        ? Collections.max(tried.entrySet(), Map.Entry.comparingByValue())
                                .getKey()
                        : given);
        List<Engine> engines = engines(job, best, wide, narrow);
        double warm = job.number(WARM_MS, 2000) / 1e3;
        double window = job.number(WINDOW_MS, 5000) / 1e3;
        PictureLoop.Speed whole =
                new PictureLoop(best, decoding, wide::recycle).run(engines, warm, longestWarm, window);
        List<Pixels> decoded = new ArrayList<>();
        for (int i = 0; i < KEPT; i++) {
            decoded.add(decoding.apply(i));
        }
        PictureLoop.Speed inference = new PictureLoop(
                        new Arrangement(best.engines(), best.batch(), 0), i -> decoded.get(i % KEPT), pictures -> {})
                .run(engines, TRY_WARM, TRY_WARM, window);
        Figures figures = new Figures(
                best.text(),
                whole.imagesPerSecond(),
                whole.cpuSecondsPerImage(),
                inference.imagesPerSecond(),
                DecodeLoop.imagesPerSecond(wide, files, processors, window / 2),
                whole.threadMillisPerImage(),
                tried);
        Json.mapper().writeValue(job.work().resolve(FIGURES).toFile(), figures);
        Runtime.getRuntime().halt(0);
    }

    /** The candidates and their images a second, in the best of their tries. */
    private static Map<String, Double> tried(
            Job job, IntFunction<Pixels> decoding, Engine wide, List<Engine> narrow, double longestWarm)
            throws InterruptedException {
        List<Arrangement> candidates =
                Arrangement.candidates(Runtime.getRuntime().availableProcessors());
        // So that the first is not tried while the JVM compiles.
        double speed = new PictureLoop(candidates.get(0), decoding, wide::recycle)
                .run(engines(job, candidates.get(0), wide, narrow), TRY_WARM, longestWarm, FIRST_TRY)
                .imagesPerSecond();
        double seconds = Math.max(TRY, BATCHES_IN_A_TRY * LARGEST / Math.max(speed, 1));
        Map<String, Double> tried = new LinkedHashMap<>();
        for (int pass = 0; pass < PASSES; pass++) {
            for (Arrangement arrangement : candidates) {
                double images = new PictureLoop(arrangement, decoding, wide::recycle)
                        .run(engines(job, arrangement, wide, narrow), TRY_WARM, TRY_WARM, seconds)
                        .imagesPerSecond();
                tried.merge(arrangement.text(), images, Math::max);
            }
        }
        return tried;
    }

    private static List<Engine> engines(Job job, Arrangement arrangement, Engine wide, List<Engine> narrow) {
        if (arrangement.engines() == 1) {
            return List.of(wide);
        }
        while (narrow.size() < arrangement.engines()) {
            narrow.add(Engine.load(job.model(), LARGEST, 1));
        }
        return narrow.subList(0, arrangement.engines());
    }
}
