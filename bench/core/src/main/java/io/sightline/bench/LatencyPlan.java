package io.sightline.bench;

import io.sightline.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Under which loads and settings latency is measured. */
final class LatencyPlan {
    private static final String LINGER = "kafka.producer.linger.ms";
    private static final String COMMIT = Settings.COMMIT_EARLY_INTERVAL_MS;
    private static final double MIDDLE = 0.6;
    private static final int RUNS = 3;

    private LatencyPlan() {}

    /**
     * One measurement.
     *
     * @param load share of the highest throughput
     * @param runs of which the one in the middle counts
     */
    record Case(String name, double load, int runs, Map<String, String> settings) {}

    /** Loads with Sightline's defaults, then one setting after the other at the middle load. */
    static List<Case> cases(boolean everything) {
        List<Case> cases = new ArrayList<>();
        for (double load : everything ? new double[] {0.3, MIDDLE, 0.9} : new double[] {MIDDLE}) {
            cases.add(new Case("defaults", load, RUNS, Map.of()));
        }
        if (everything) {
            for (String commit : List.of("20", "200", "500")) {
                cases.add(new Case("commits every " + commit + " ms", MIDDLE, 1, Map.of(COMMIT, commit)));
            }
            for (String linger : List.of("0", "100")) {
                cases.add(new Case("producer lingers " + linger + " ms", MIDDLE, 1, Map.of(LINGER, linger)));
            }
            cases.add(new Case("batches linger 0 ms", MIDDLE, 1, Map.of(Settings.BATCH_LINGER_MS, "0")));
            cases.add(new Case("at least once", MIDDLE, 1, Map.of(Settings.PROCESSING_GUARANTEE, "at_least_once")));
        }
        return cases;
    }
}
