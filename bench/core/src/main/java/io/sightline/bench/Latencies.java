package io.sightline.bench;

import io.sightline.bench.measure.ContenderFailedException;
import io.sightline.bench.measure.Failure;
import io.sightline.bench.measure.Feed;
import io.sightline.bench.measure.LatencyRow;
import io.sightline.bench.measure.LatencyRun;
import io.sightline.bench.measure.Live;
import io.sightline.bench.measure.Spec;
import io.sightline.bench.measure.Stage;
import io.sightline.config.Settings;
import io.sightline.kafka.ClusterException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Latency under several loads with Sightline's defaults, and under one with one setting after the other changed.
 *
 * @param sightline exactly once
 * @param failures takes those that could not be measured
 */
record Latencies(Stage stage, Plan plan, Spec sightline, Feed feed, Consumer<String> progress, List<Failure> failures) {
    private static final String LINGER = "kafka.producer.linger.ms";
    private static final String COMMIT = Settings.COMMIT_EARLY_INTERVAL_MS;
    private static final double MIDDLE = 0.6;
    private static final int RUNS = 3;
    private static final Duration LENGTH = Duration.ofSeconds(20);

    /**
     * One process.
     *
     * @param loads shares of its speed
     * @param settings that are not the defaults
     */
    record Case(String name, List<Double> loads, Map<String, String> settings) {
        static Case of(String name, String setting, String value) {
            return new Case(name, List.of(MIDDLE), Map.of(setting, value));
        }
    }

    private static List<Case> cases(boolean everything) {
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("defaults", everything ? List.of(0.3, MIDDLE, 0.9) : List.of(MIDDLE), Map.of()));
        if (everything) {
            for (String commit : List.of("20", "200", "500")) {
                cases.add(Case.of("commits every " + commit + " ms", COMMIT, commit));
            }
            for (String linger : List.of("0", "5")) {
                cases.add(Case.of("producer lingers " + linger + " ms", LINGER, linger));
            }
            cases.add(Case.of("batches linger 0 ms", Settings.BATCH_LINGER_MS, "0"));
            cases.add(Case.of("at least once", Settings.PROCESSING_GUARANTEE, "at_least_once"));
        }
        return cases;
    }

    /** Those that the plan wants. */
    static List<Case> wanted(Plan plan) {
        return cases(plan.everything()).stream()
                .filter(measured -> plan.wants(measured.name))
                .toList();
    }

    /** Takes what was measured of one process. */
    interface Taker {
        void rows(List<LatencyRow> rows) throws IOException;
    }

    /** Measures one process after the other. */
    void measure(Taker taker) throws IOException, InterruptedException {
        for (Case measured : wanted(plan)) {
            try {
                taker.rows(rows(measured));
            } catch (ContenderFailedException | ClusterException e) {
                failures.add(new Failure("latency, " + measured.name, String.valueOf(e.getMessage())));
            }
        }
    }

    private List<LatencyRow> rows(Case measured) throws IOException, InterruptedException {
        Spec spec = sightline.named(measured.name, "", sightline.guarantee());
        for (Map.Entry<String, String> setting : measured.settings.entrySet()) {
            spec = spec.with(setting.getKey(), setting.getValue());
        }
        List<LatencyRow> rows = new ArrayList<>();
        try (Live live = Live.start(stage, spec, feed, plan.window())) {
            live.practise(List.of());
            for (double load : measured.loads) {
                List<LatencyRow> runs = new ArrayList<>();
                for (int run = 0; run < RUNS; run++) {
                    LatencyRow row = LatencyRun.measure(live, run, load, LENGTH, plan.stretches());
                    progress.accept("latency at " + Math.round(100 * load) + " % of " + Math.round(row.speed()) + ", "
                            + row.name() + ": p50 " + Math.round(row.millis().p50()) + " ms, p99 "
                            + Math.round(row.millis().p99()) + " ms");
                    runs.add(row);
                }
                rows.add(LatencyRow.middle(runs));
            }
        }
        return rows;
    }
}
