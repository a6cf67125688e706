package io.sightline.bench.report;

import java.util.stream.Collectors;

/** The results for terminals. */
public final class BenchText {
    private BenchText() {}

    /** Tables one below the other. */
    public static String of(Results results) {
        return Grids.of(results).stream().map(Grid::text).collect(Collectors.joining("\n"));
    }
}
