package io.sightline.bench.measure;

import java.util.List;

/** Who is measured in a part of a round. */
enum Step {
    /** The limit. */
    LIMIT,

    /** The first contender. */
    FIRST,

    /** The contender whose round it is. */
    OWN;

    /** All orders: in six rounds each follows each equally often, as a machine may be slower for whoever follows one. */
    private static final List<List<Step>> ORDERS = List.of(
            List.of(LIMIT, FIRST, OWN),
            List.of(OWN, FIRST, LIMIT),
            List.of(FIRST, OWN, LIMIT),
            List.of(LIMIT, OWN, FIRST),
            List.of(OWN, LIMIT, FIRST),
            List.of(FIRST, LIMIT, OWN));

    /**
     * The parts of a round.
     *
     * @param round counted from 1
     */
    static List<Step> ofRound(int round) {
        return ORDERS.get((round - 1) % ORDERS.size());
    }
}
