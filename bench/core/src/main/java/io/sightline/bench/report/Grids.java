package io.sightline.bench.report;

import io.sightline.bench.measure.LatencyRow;
import io.sightline.bench.measure.Measured;
import io.sightline.bench.measure.Percentiles;
import io.sightline.bench.measure.PrecisionRow;
import io.sightline.bench.measure.Spread;
import io.sightline.bench.report.Results.LimitFigures;
import io.sightline.bench.report.Results.Million;
import io.sightline.bench.report.Results.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tables that results are shown as. */
final class Grids {
    private static final String NONE = "–";

    /** From here on a share is told as a multiple. */
    private static final double MANY = 10;

    private Grids() {}

    static List<Grid> of(Results results) {
        List<Grid> grids = new ArrayList<>();
        LimitFigures limit = results.limit();
        if (limit != null) {
            grids.add(limit(limit));
        }
        results.sections().forEach(section -> grids.add(section(section)));
        if (limit != null) {
            grids.add(threads(results.sections(), limit));
        }
        if (!results.precision().isEmpty()) {
            grids.add(precision(results.precision()));
        }
        if (!results.latency().isEmpty()) {
            grids.add(latency(results.latency()));
        }
        Million million = results.million();
        if (million != null) {
            grids.add(million(million));
        }
        if (!results.failed().isEmpty()) {
            grids.add(new Grid(
                    "Not measured",
                    "",
                    List.of("contender", "what it said"),
                    results.failed().stream()
                            .map(failure -> List.of(failure.name(), oneLine(failure.reason())))
                            .toList(),
                    true));
        }
        return grids;
    }

    private static Grid limit(LimitFigures limit) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of(
                "read, decode and classify (limit)",
                rate(limit.imagesPerSecond()),
                range(limit.imagesPerSecond()),
                millis(limit.cpuSecondsPerImage())));
        rows.add(List.of(
                "classify only",
                rate(limit.inferenceImagesPerSecond()),
                range(limit.inferenceImagesPerSecond()),
                NONE));
        rows.add(List.of(
                "read and decode only",
                rate(limit.decodeImagesPerSecond()),
                range(limit.decodeImagesPerSecond()),
                NONE));
        limit.tried()
                .forEach((arrangement, speed) ->
                        rows.add(List.of("tried: " + words(arrangement), decimal(speed, 1), NONE, NONE)));
        return new Grid(
                "The limit: the same JVM without Kafka",
                "The limit is the fastest arrangement, " + words(limit.arrangement()) + ".",
                List.of("loop", "images/s", "range", "CPU ms/image"),
                rows);
    }

    private static Grid section(Section section) {
        return new Grid(
                section.title(),
                section.note(),
                List.of(
                        "contender",
                        "guarantee",
                        "images/s",
                        "range",
                        "of the limit",
                        "of the first",
                        "CPU ms/image",
                        "of the limit's",
                        "of the first's",
                        "broker's",
                        "processes",
                        "first after",
                        "warm after",
                        "memory MiB",
                        "duplicates"),
                section.contenders().stream().map(Grids::row).toList());
    }

    private static List<String> row(Measured contender) {
        return List.of(
                contender.name(),
                contender.guarantee(),
                rate(contender.imagesPerSecond()),
                range(contender.imagesPerSecond()),
                percent(contender.ofLimit()),
                percent(contender.ofFirst()),
                millis(contender.cpuSecondsPerImage()),
                percent(contender.cpuOfLimit()),
                percent(contender.cpuOfFirst()),
                millis(contender.brokerCpuSecondsPerImage()),
                String.valueOf(contender.life().processes()),
                decimal(contender.life().firstSeconds(), 1) + " s",
                decimal(contender.life().warmSeconds(), 0) + (contender.life().rested() ? " s" : " s, not at rest"),
                decimal(contender.residentMiB(), 0),
                String.valueOf(contender.life().duplicates()));
    }

    private static Grid threads(List<Section> sections, LimitFigures limit) {
        return new Grid(
                "Whose processor time it is",
                "Milliseconds for each image by the names of the threads; those that used most in the round in the middle."
                        + " “besides”: all but TensorFlow's threads, medians; they do the same work for everybody, and what"
                        + " they take for it changes with the machine.",
                List.of("contender", "besides", "of the first's", "threads"),
                Stream.concat(
                                Stream.of(List.of(
                                        "limit",
                                        millis(limit.besidesTensorFlow()),
                                        NONE,
                                        threads(limit.threadMillisPerImage()))),
                                sections.stream()
                                        .flatMap(section -> section.contenders().stream())
                                        .map(Grids::threads))
                        .toList(),
                true);
    }

    private static List<String> threads(Measured contender) {
        return List.of(
                contender.name(),
                millis(contender.besidesTensorFlow()),
                percent(contender.besidesOfFirst()),
                threads(contender.threadMillisPerImage()));
    }

    private static String threads(Map<String, Double> millis) {
        return millis.entrySet().stream()
                .map(entry -> entry.getKey() + " " + decimal(entry.getValue(), entry.getValue() < 0.1 ? 3 : 2))
                .collect(Collectors.joining(", "));
    }

    private static Grid precision(List<PrecisionRow> rows) {
        return new Grid(
                "float32 and bfloat16",
                "The model alone, in batches of 8, one on each processor, weights by chance; in turns.",
                List.of("backbone", "float32 images/s", "bfloat16 images/s", "gain", "range"),
                rows.stream()
                        .map(row -> List.of(
                                row.backbone(),
                                rate(row.float32()),
                                rate(row.bfloat16()),
                                decimal(row.gain().median(), 2),
                                range(row.gain())))
                        .toList());
    }

    private static Grid latency(List<LatencyRow> rows) {
        return new Grid(
                "Latency under load",
                "From the moment an image was due to be sent until its committed prediction was seen; of several runs the one"
                        + " whose p99 is in the middle. “appended”: until the broker appended the prediction, exactly once"
                        + " before it was committed; median and range of the runs. “of”: the speed on a backlog"
                        + " before it, which the load is a share of. “of the first”: p99 by that of the first setting, which"
                        + " took turns with it. “not at rest”: compilers were at work in one of them.",
                List.of(
                        "setting",
                        "load",
                        "images/s",
                        "of",
                        "p50 ms",
                        "p90 ms",
                        "p99 ms",
                        "p99 of runs",
                        "appended p99 ms",
                        "of the first",
                        "longest ms",
                        "images",
                        "CPU"),
                rows.stream().map(Grids::latency).toList());
    }

    private static List<String> latency(LatencyRow row) {
        Percentiles millis = row.millis();
        return List.of(
                row.name() + (row.rested() ? "" : ", not at rest"),
                decimal(100 * row.load(), 0) + " %",
                decimal(row.imagesPerSecond(), 1),
                decimal(row.speed(), 1),
                decimal(millis.p50(), 0),
                decimal(millis.p90(), 0),
                decimal(millis.p99(), 0),
                row.p99().rounds() == 1 ? NONE : whole(row.p99()),
                decimal(row.p99Appended().median(), 0)
                        + (row.p99Appended().rounds() == 1 ? "" : " (" + whole(row.p99Appended()) + ")"),
                percent(row.p99OfFirst()),
                decimal(millis.max(), 0),
                String.valueOf(millis.count()),
                decimal(100 * row.cpuShare(), 0) + " %");
    }

    private static Grid million(Million million) {
        return new Grid(
                "Many events",
                "In ten backlogs, one after the other: median of their speeds and range; memory after each.",
                List.of(
                        "events",
                        "events/s",
                        "range",
                        "MiB after the warm-up",
                        "MiB of the parts",
                        "MiB at the end",
                        "duplicates"),
                List.of(List.of(
                        String.format(Locale.ROOT, "%,d", million.events()),
                        rate(million.eventsPerSecond()),
                        range(million.eventsPerSecond()),
                        decimal(million.residentStartMiB(), 0),
                        whole(million.residentMiB()),
                        decimal(million.residentEndMiB(), 0),
                        String.valueOf(million.duplicates()))));
    }

    private static String words(String arrangement) {
        String[] parts = arrangement.split("/");
        String runs = parts[0].equals("1") ? "one run at a time" : parts[0] + " runs at a time";
        String decoding = parts[2].equals("0") ? "each decodes for itself" : parts[2] + " decoding";
        return runs + ", batches of " + parts[1] + ", " + decoding;
    }

    private static String rate(Spread spread) {
        return decimal(spread.median(), spread.median() < 10 ? 2 : spread.median() < 1000 ? 1 : 0);
    }

    private static String whole(Spread spread) {
        return decimal(spread.low(), 0) + " to " + decimal(spread.high(), 0);
    }

    private static String range(Spread spread) {
        int digits = spread.median() < 10 ? 2 : spread.median() < 1000 ? 1 : 0;
        return decimal(spread.low(), digits) + " to " + decimal(spread.high(), digits);
    }

    private static String millis(Spread seconds) {
        return decimal(1e3 * seconds.median(), seconds.median() < 0.001 ? 3 : 2);
    }

    static String percent(@Nullable Spread share) {
        if (share == null) {
            return NONE;
        }
        if (share.median() >= MANY) {
            return decimal(share.median(), 0) + " times";
        }
        String median = decimal(100 * share.median(), 0) + " %";
        String low = decimal(100 * share.low(), 0);
        String high = decimal(100 * share.high(), 0);
        return low.equals(high) ? median : median + " (" + low + " to " + high + ")";
    }

    private static String oneLine(String text) {
        String line =
                text.lines().map(String::strip).reduce((a, b) -> a + " / " + b).orElse("");
        return line.length() > 400 ? line.substring(0, 400) + "…" : line;
    }

    private static String decimal(double value, int digits) {
        return Double.isNaN(value) ? NONE : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
