package io.sightline.bench;

import io.sightline.bench.measure.Window;
import java.util.List;

/**
 * How much is measured.
 *
 * @param starts how often all are started, each time in new processes
 * @param rounds of each contender beside the limit and Sightline, in each of its processes
 * @param window of contenders that classify
 * @param noOp window of contenders whose model answers at once: their JVMs are warm soon
 * @param slow window of large pictures and of the contender that loads the model for each event
 * @param everything whether patterns, rivals, variations and the long run are measured, too
 * @param only contenders whose names contain one of these are measured; all if empty
 * @param without contenders whose names contain one of these are not
 */
record Plan(
        int starts,
        int rounds,
        Window window,
        Window noOp,
        Window slow,
        boolean everything,
        List<String> only,
        List<String> without) {
    private static final int MOST_STRETCHES = 7;

    static Plan quick(int starts, int rounds, List<String> only, List<String> without) {
        return new Plan(
                starts,
                rounds,
                Window.ofSeconds(4, 40, 2, 5),
                Window.ofSeconds(4, 16, 2, 5),
                Window.ofSeconds(4, 40, 2, 10),
                false,
                only,
                without);
    }

    static Plan full(int starts, int rounds, List<String> only, List<String> without) {
        return new Plan(
                starts,
                rounds,
                Window.ofSeconds(16, 120, 6, 8),
                Window.ofSeconds(8, 60, 8, 6),
                Window.ofSeconds(16, 120, 8, 10),
                true,
                only,
                without);
    }

    /** Stretches of time at most for which a load is kept up until the compilers rest in one. */
    int stretches() {
        return everything ? MOST_STRETCHES : 1;
    }

    /** Rounds of each contender in all. */
    int allRounds() {
        return starts * rounds;
    }

    /** Whether nothing is wanted but what bfloat16 brings, for which there is no need of Kafka. */
    boolean onlyPrecision() {
        return !only.isEmpty() && only.stream().allMatch(text -> text.startsWith("precision"));
    }

    boolean wants(String name) {
        return (only.isEmpty() || only.stream().anyMatch(name::contains))
                && without.stream().noneMatch(name::contains);
    }
}
