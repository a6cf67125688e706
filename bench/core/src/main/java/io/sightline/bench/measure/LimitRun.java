package io.sightline.bench.measure;

import io.sightline.bench.contender.Limit;
import io.sightline.event.Json;
import java.io.IOException;
import java.time.Duration;

/** Measures what the machine can do without Kafka, in a process of its own. */
public final class LimitRun {
    private static final Duration PATIENCE = Duration.ofMinutes(5); // besides two warm-ups

    private final Stage stage;

    public LimitRun(Stage stage) {
        this.stage = stage;
    }

    /**
     * Runs it once.
     *
     * @param arrangement as an earlier run has found it; empty to search for the best
     */
    public Limit.Figures measure(String arrangement, Window window) throws IOException, InterruptedException {
        Spec spec = Spec.own("limit", "", "none", Limit.class)
                .with(Limit.ARRANGEMENT, arrangement)
                .with(Limit.WARM_MS, String.valueOf(window.warm().toMillis()))
                .with(Limit.LONGEST_WARM_MS, String.valueOf(window.longestWarm().toMillis()))
                .with(Limit.WINDOW_MS, String.valueOf(window.length().toMillis()));
        try (Stage.Run run = stage.open(spec, 1);
                Child child = Child.start(spec, run.job())) {
            child.awaitEnd(
                    PATIENCE.plus(window.longestWarm().plus(window.length()).multipliedBy(2)));
            return Json.mapper()
                    .readValue(run.job().work().resolve(Limit.FIGURES).toFile(), Limit.Figures.class);
        }
    }
}
