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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Latency under several loads with Sightline's defaults, and under one with one setting after the other changed, each in
 * turns with the first of those that are measured, which is the defaults unless the plan leaves them out.
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
     * Longer than a process is stopped while the other is measured. Its group would put it out, and its client give up
     * the fetch that is under way, forget what it knows of the cluster and join its group again.
     */
    private static final Duration STOPPED = Duration.ofMinutes(5);

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

    /** Takes what has been measured so far. */
    interface Taker {
        void rows(List<LatencyRow> rows) throws IOException;
    }

    /**
     * Measures the first case by itself, and then each of the others in turns with it: what the same setting comes to differs
     * more from one quarter of an hour to the next than settings do.
     */
    void measure(Taker taker) throws IOException, InterruptedException {
        List<LatencyRow> rows = new ArrayList<>();
        Deque<Case> waiting = new ArrayDeque<>(wanted(plan));
        while (!waiting.isEmpty()) {
            Case first = waiting.remove();
            try (Live live = start(first)) {
                live.practise(List.of());
                for (double load : first.loads) {
                    rows.add(LatencyRow.middle(alone(live, load)));
                    taker.rows(rows);
                }
                while (!waiting.isEmpty()) {
                    rows.addAll(inTurns(live, waiting.element()));
                    waiting.remove();
                    taker.rows(rows);
                }
            } catch (FirstFailedException | ContenderFailedException | ClusterException e) {
                failed(first, e); // the next takes its place
            }
        }
    }

    private List<LatencyRow> alone(Live live, double load) throws IOException, InterruptedException {
        List<LatencyRow> runs = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            runs.add(run(live, List.of(), run, load));
        }
        return runs;
    }

    /**
     * A row for the case, and none if it fails.
     *
     * @throws FirstFailedException if the first does
     */
    private List<LatencyRow> inTurns(Live first, Case measured) throws IOException, InterruptedException {
        try (Live own = start(measured)) {
            own.practise(List.of(first));
            List<LatencyRow> runs = new ArrayList<>();
            List<LatencyRow> firsts = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                if (run % 2 == 0) {
                    firsts.add(runFirst(first, own, run));
                    runs.add(run(own, List.of(first), run, MIDDLE));
                } else {
                    runs.add(run(own, List.of(first), run, MIDDLE));
                    firsts.add(runFirst(first, own, run));
                }
            }
            return List.of(LatencyRow.middle(runs, firsts));
        } catch (ContenderFailedException | ClusterException e) {
            failed(measured, e);
            return List.of();
        }
    }

    private LatencyRow runFirst(Live first, Live own, int run) throws IOException, InterruptedException {
        try {
            return run(first, List.of(own), run, MIDDLE);
        } catch (ContenderFailedException | ClusterException e) {
            throw new FirstFailedException(e);
        }
    }

    private Live start(Case measured) throws IOException, InterruptedException {
        String stopped = String.valueOf(STOPPED.toMillis());
        Spec spec = sightline
                .named(measured.name, "", sightline.guarantee())
                .with("kafka.consumer.session.timeout.ms", stopped)
                .with("kafka.consumer.request.timeout.ms", stopped);
        for (Map.Entry<String, String> setting : measured.settings.entrySet()) {
            spec = spec.with(setting.getKey(), setting.getValue());
        }
        return Live.start(stage, spec, feed, plan.window());
    }

    private LatencyRow run(Live live, List<Live> others, int run, double load)
            throws IOException, InterruptedException {
        LatencyRow row = LatencyRun.measure(live, others, run, load, LENGTH, plan.stretches());
        progress.accept("latency at " + Math.round(100 * load) + " % of " + Math.round(row.speed()) + ", " + row.name()
                + ": p50 " + Math.round(row.millis().p50()) + " ms, p99 "
                + Math.round(row.millis().p99()) + " ms");
        return row;
    }

    /** The first cannot go on; what took turns with it can, with another. */
    private static final class FirstFailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FirstFailedException(RuntimeException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private void failed(Case measured, RuntimeException e) {
        failures.add(new Failure("latency, " + measured.name, String.valueOf(e.getMessage())));
    }
}
