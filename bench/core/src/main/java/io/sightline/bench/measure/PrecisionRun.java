package io.sightline.bench.measure;

import io.sightline.bench.contender.PrecisionLoop;
import io.sightline.event.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures both precisions of a backbone, in a process of its own. */
public final class PrecisionRun {
    /** VGG writes half a gigabyte, and runs a few images a second. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Stage stage;

    public PrecisionRun(Stage stage) {
        this.stage = stage;
    }

    /** Runs a backbone so many times in each precision, in turns. */
    public PrecisionRow measure(String backbone, int rounds) throws IOException, InterruptedException {
        Spec spec = Spec.own("precision of " + backbone, "", "none", PrecisionLoop.class)
                .with(PrecisionLoop.BACKBONE, backbone)
                .with(PrecisionLoop.ROUNDS, String.valueOf(rounds));
        try (Stage.Run run = stage.open(spec, 1);
                Child child = Child.start(spec, run.job(), run.log())) {
            child.awaitEnd(PATIENCE);
            PrecisionLoop.Figures figures = Json.mapper()
                    .readValue(run.job().work().resolve(PrecisionLoop.FIGURES).toFile(), PrecisionLoop.Figures.class);
            List<Double> gains = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                gains.add(figures.bfloat16().get(round) / figures.float32().get(round));
            }
            return new PrecisionRow(
                    backbone, Spread.of(figures.float32()), Spread.of(figures.bfloat16()), Spread.of(gains));
        }
    }
}
