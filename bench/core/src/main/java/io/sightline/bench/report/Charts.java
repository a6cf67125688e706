package io.sightline.bench.report;

import io.sightline.bench.measure.LatencyRow;
import io.sightline.bench.measure.Measured;
import io.sightline.bench.measure.Spread;
import io.sightline.bench.report.Bars.Bar;
import io.sightline.bench.report.Results.LimitFigures;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The charts of the page; an empty text where there is nothing to show. */
final class Charts {
    private static final String LIMIT = "limit, without Kafka";

    /** Times the limit's. */
    private static final double MOST_SHOWN = 4;

    private Charts() {}

    /** Speeds as shares of the limit's in the same round. */
    static String speed(Results results) {
        return besideLimit(
                results,
                "speed, as a share of the limit",
                contender -> true,
                new Bar(LIMIT, "s2", new Spread(1, 1, 1, 1), ""),
                contender -> new Bar(contender.name(), "s1", contender.ofLimit(), Grids.percent(contender.ofLimit())));
    }

    /** Processor time for an image; without those that take so much more that all others would be dots. */
    static String processorTime(Results results) {
        LimitFigures limit = results.limit();
        return limit == null
                ? ""
                : besideLimit(
                        results,
                        "processor time for an image",
                        contender -> contender.cpuOfLimit().median() <= MOST_SHOWN,
                        millis(LIMIT, "s2", limit.cpuSecondsPerImage()),
                        contender -> millis(contender.name(), "s1", contender.cpuSecondsPerImage()));
    }

    /** Latencies: the median as a bar, the 99th percentile as the end of a line. */
    static String latency(Results results) {
        return Bars.svg(
                "latency under load",
                results.latency().stream().map(Charts::latency).toList());
    }

    /** What bfloat16 brings. */
    static String gain(Results results) {
        return Bars.svg(
                "speed with bfloat16, as a multiple of that with float32",
                results.precision().stream()
                        .map(row -> new Bar(
                                row.backbone(),
                                "s1",
                                row.gain(),
                                String.format(
                                        Locale.ROOT, "%.2f times", row.gain().median())))
                        .toList());
    }

    /** Those that run the model as the limit does; one that answers at once would make their bars short. */
    private static String besideLimit(
            Results results, String label, Predicate<Measured> shown, Bar limit, Function<Measured, Bar> bar) {
        List<Bar> bars = results.sections().stream()
                .flatMap(section -> section.contenders().stream())
                .filter(contender -> !contender.name().contains("no-op") && shown.test(contender))
                .map(bar)
                .toList();
        return bars.isEmpty()
                ? ""
                : Bars.svg(label, Stream.concat(Stream.of(limit), bars.stream()).toList());
    }

    private static Bar millis(String name, String colour, Spread seconds) {
        Spread millis = new Spread(1e3 * seconds.median(), 1e3 * seconds.low(), 1e3 * seconds.high(), seconds.rounds());
        return new Bar(name, colour, millis, String.format(Locale.ROOT, "%.1f ms", millis.median()));
    }

    private static Bar latency(LatencyRow row) {
        double p50 = row.millis().p50();
        double p99 = row.millis().p99();
        return new Bar(
                String.format(Locale.ROOT, "%s, %.0f %%", row.name(), 100 * row.load()),
                "s1",
                new Spread(p50, p50, p99, 1),
                String.format(Locale.ROOT, "%.0f, %.0f ms", p50, p99));
    }
}
