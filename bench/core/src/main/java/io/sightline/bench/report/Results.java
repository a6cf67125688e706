package io.sightline.bench.report;

import io.sightline.bench.contender.Limit;
import io.sightline.bench.contender.Speed;
import io.sightline.bench.measure.Failure;
import io.sightline.bench.measure.LatencyRow;
import io.sightline.bench.measure.Measured;
import io.sightline.bench.measure.PrecisionRow;
import io.sightline.bench.measure.Spread;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a benchmark, as {@code bench.json} has them; 0 for a speed that was not measured.
 *
 * @param setup what was measured on and with, by name
 * @param rounds of the contenders side by side
 * @param rawImagesPerSecond of the limit, without Kafka
 * @param exactlyOnceImagesPerSecond of Sightline
 * @param atLeastOnceImagesPerSecond of Sightline
 * @param noopEventsPerSecond of Sightline's topology with a model that answers at once and pictures of a few
 *     pixels
 * @param ratioToRaw Sightline's speed, exactly once, as a share of the limit's: the median over the rounds
 * @param rivals images a second of the others, by name
 * @param limit what the limit came to; null if nothing was held against it
 * @param sections contenders, in groups
 * @param precision what bfloat16 brings; empty if it was not measured
 * @param latency under load
 * @param million what became of memory over many events; null if it was not measured
 * @param failed contenders that could not be measured
 */
public record Results(
        Map<String, String> setup,
        int rounds,
        double rawImagesPerSecond,
        double exactlyOnceImagesPerSecond,
        double atLeastOnceImagesPerSecond,
        double noopEventsPerSecond,
        double ratioToRaw,
        Map<String, Double> rivals,
        @Nullable LimitFigures limit,
        List<Section> sections,
        List<PrecisionRow> precision,
        List<LatencyRow> latency,
        @Nullable Million million,
        List<Failure> failed) {
    /** Name of the file. */
    public static final String FILE = "bench.json";

    public Results {
        sections = List.copyOf(sections);
        precision = List.copyOf(precision);
        latency = List.copyOf(latency);
        failed = List.copyOf(failed);
    }

    /**
     * Contenders that were measured in turns.
     *
     * @param title of the group
     * @param note what to know with the figures
     */
    public record Section(String title, String note, List<Measured> contenders) {
        public Section {
            contenders = List.copyOf(contenders);
        }
    }

    /**
     * What the limit came to.
     *
     * @param arrangement the fastest: runs at a time/batch/decoding threads
     * @param besidesTensorFlow processor time for each image of all threads but TensorFlow's
     * @param threadMillisPerImage processor time by the names of the threads, of the round in the middle
     * @param tried images a second of each arrangement that was tried, in the best of its tries
     */
    public record LimitFigures(
            String arrangement,
            Spread imagesPerSecond,
            Spread cpuSecondsPerImage,
            Spread besidesTensorFlow,
            Spread inferenceImagesPerSecond,
            Spread decodeImagesPerSecond,
            Map<String, Double> threadMillisPerImage,
            Map<String, Double> tried) {
        /** Sums rounds up; each loop has been run at least once. */
        public static LimitFigures of(Limit.Found found, List<Speed> whole, List<Speed> inference, List<Speed> decode) {
            return new LimitFigures(
                    found.arrangement(),
                    spread(whole, Speed::imagesPerSecond),
                    spread(whole, Speed::cpuSecondsPerImage),
                    spread(whole, Speed::cpuSecondsBesidesTensorFlow),
                    spread(inference, Speed::imagesPerSecond),
                    spread(decode, Speed::imagesPerSecond),
                    middle(whole).threadMillisPerImage(),
                    found.tried());
        }

        private static Spread spread(List<Speed> rounds, ToDoubleFunction<Speed> figure) {
            return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
        }

        private static Speed middle(List<Speed> rounds) {
            return rounds.stream()
                    .sorted(Comparator.comparingDouble(Speed::imagesPerSecond))
                    .toList()
                    .get(rounds.size() / 2);
        }
    }

    /**
     * A long run with a model that answers at once.
     *
     * @param events that were worked off, in ten backlogs
     * @param eventsPerSecond in each
     * @param residentStartMiB memory of the process after the warm-up
     * @param residentMiB after each
     * @param residentEndMiB at the end
     */
    public record Million(
            long events,
            Spread eventsPerSecond,
            double residentStartMiB,
            Spread residentMiB,
            double residentEndMiB,
            long duplicates) {}
}
