package io.sightline.bench;

import io.sightline.bench.measure.ContenderFailedException;
import io.sightline.bench.measure.Failure;
import io.sightline.bench.measure.PrecisionRow;
import io.sightline.bench.measure.PrecisionRun;
import io.sightline.bench.measure.Stage;
import io.sightline.cnn.Backbone;
import io.sightline.engine.ProcessorFeatures;
import io.sightline.kafka.ClusterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What bfloat16 brings for each backbone, where the processor has it.
 *
 * @param failures takes those that could not be measured
 */
record Precisions(Stage stage, Plan plan, Consumer<String> progress, List<Failure> failures) {

    /** Those that the plan wants. */
    static List<Backbone> wanted(Plan plan) {
        return Stream.of(plan.everything() ? Backbone.values() : new Backbone[0])
                .filter(backbone -> plan.wants(name(backbone)))
                .toList();
    }

    private static String name(Backbone backbone) {
        return "precision of " + backbone.id();
    }

    List<PrecisionRow> measure() throws IOException, InterruptedException {
        List<PrecisionRow> rows = new ArrayList<>();
        for (Backbone backbone : wanted(plan)) {
            String name = name(backbone);
            if (!ProcessorFeatures.bfloat16()) {
                progress.accept(name + ": the processor has neither avx512_bf16 nor amx_bf16");
                continue;
            }
            try {
                PrecisionRow row = new PrecisionRun(stage).measure(backbone.id(), plan.allRounds());
                rows.add(row);
                progress.accept(String.format(
                        Locale.ROOT,
                        "bfloat16 for %s: %.2f times",
                        backbone.id(),
                        row.gain().median()));
            } catch (ContenderFailedException | ClusterException e) {
                failures.add(new Failure(name, String.valueOf(e.getMessage())));
            }
        }
        return rows;
    }
}
