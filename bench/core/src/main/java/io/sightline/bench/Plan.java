package io.sightline.bench;

import io.sightline.bench.measure.Window;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rounds of all that is measured in turns
 * @param window of contenders that classify
 * @param slow window of contenders that do a few images a second
 * @param latency window at each load
 * @param everything whether patterns, rivals, variations and the long run are measured, too
 * @param only contenders whose names contain one of these are measured; all if empty
 */
record Plan(int rounds, Window window, Window slow, Window latency, boolean everything, List<String> only) {
    static Plan quick(int rounds, List<String> only) {
        return new Plan(rounds, Window.ofSeconds(4, 5), Window.ofSeconds(4, 10), Window.ofSeconds(5, 20), false, only);
    }

    static Plan full(int rounds, List<String> only) {
        return new Plan(rounds, Window.ofSeconds(4, 6), Window.ofSeconds(4, 10), Window.ofSeconds(5, 20), true, only);
    }

    boolean wants(String name) {
        return only.isEmpty() || only.stream().anyMatch(name::contains);
    }
}
