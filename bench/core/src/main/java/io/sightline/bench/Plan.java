package io.sightline.bench;

import io.sightline.bench.measure.Window;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds of the contenders side by side; variations have three at most
 * @param window of contenders that classify
 * @param noOp window of contenders whose model answers at once: their JVMs are warm soon
 * @param slow window of contenders that do a few images a second
 * @param latency window at each load
 * @param everything whether patterns, rivals, variations and the long run are measured, too
 * @param only contenders whose names contain one of these are measured; all if empty
 * @param without contenders whose names contain one of these are not
 */
record Plan(
        int rounds,
        Window window,
        Window noOp,
        Window slow,
        Window latency,
        boolean everything,
        List<String> only,
        List<String> without) {
    private static final int FEW = 3;

    static Plan quick(int rounds, List<String> only, List<String> without) {
        return new Plan(
                rounds,
                Window.ofSeconds(4, 16, 5),
                Window.ofSeconds(4, 16, 5),
                Window.ofSeconds(4, 16, 10),
                Window.ofSeconds(5, 20, 20),
                false,
                only,
                without);
    }

    static Plan full(int rounds, List<String> only, List<String> without) {
        return new Plan(
                rounds,
                Window.ofSeconds(8, 120, 8),
                Window.ofSeconds(4, 16, 6),
                Window.ofSeconds(8, 40, 10),
                Window.ofSeconds(8, 120, 20),
                true,
                only,
                without);
    }

    /** Rounds of what is measured on the side. */
    int fewRounds() {
        return Math.min(rounds, FEW);
    }

    boolean wants(String name) {
        return (only.isEmpty() || only.stream().anyMatch(name::contains))
                && without.stream().noneMatch(name::contains);
    }
}
