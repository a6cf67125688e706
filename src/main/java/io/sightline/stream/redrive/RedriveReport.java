package io.sightline.stream.redrive;

import io.sightline.stream.redrive.Verdict.Outcome;
import java.util.EnumMap;
import java.util.Map;

/**
 * What came of a redrive.
 *
 * @param counts dead letters by what was done with them; those that were not asked for are not counted
 */
public record RedriveReport(Map<Outcome, Long> counts) {
    public RedriveReport {
        counts = Map.copyOf(counts);
    }

    /** How many dead letters came to this. */
    public long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    /** Counts while a redrive goes on. */
    static final class Tally {
        private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

        void add(Outcome outcome) {
            counts.merge(outcome, 1L, Long::sum);
        }

        long sent() {
            return counts.getOrDefault(Outcome.SENT, 0L);
        }

        RedriveReport report() {
            return new RedriveReport(counts);
        }
    }
}
