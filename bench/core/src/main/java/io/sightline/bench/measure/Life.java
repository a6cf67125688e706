package io.sightline.bench.measure;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is known of a contender's process, from its start to its end, or of several one after the other.
 *
 * @param processes how many
 * @param firstSeconds from its start to its first prediction; the median of several
 * @param warmSeconds from then until it was measured; the median of several
 * @param rested whether its compilers rested then, in all of them
 * @param duplicates committed predictions of images that had one before
 */
public record Life(int processes, double firstSeconds, double warmSeconds, boolean rested, long duplicates) {
    /** Sums up what is known of several; at least one. */
    static Life of(List<Life> lives) {
        return new Life(
                lives.stream().mapToInt(Life::processes).sum(),
                median(lives, Life::firstSeconds),
                median(lives, Life::warmSeconds),
                lives.stream().allMatch(Life::rested),
                lives.stream().mapToLong(Life::duplicates).sum());
    }

    private static double median(List<Life> lives, ToDoubleFunction<Life> figure) {
        return Spread.of(lives.stream().map(figure::applyAsDouble).toList()).median();
    }
}
