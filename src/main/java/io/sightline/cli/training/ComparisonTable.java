package io.sightline.cli.training;

import io.sightline.evaluation.Interval;
import io.sightline.report.Comparison;
import io.sightline.report.Comparison.Cost;
import io.sightline.report.Comparison.Trained;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints a comparison for people. */
final class ComparisonTable {
    private static final double MIB = 1 << 20;

    private ComparisonTable() {}

    static void print(PrintWriter out, Comparison comparison) {
        int width = comparison.models().stream()
                .mapToInt(model -> model.backbone().length())
                .max()
                .orElse(0);
        String names = "%-" + Math.max("backbone".length(), width) + "s";
        out.printf(
                names + " %8s %17s %12s %9s %9s %9s %5s %10s %8s%n",
                "backbone",
                "accuracy",
                "95 % interval",
                "parameters",
                "MiB",
                "images/s",
                "at best",
                "batch",
                "memory MiB",
                "train s");
        for (Trained model : comparison.models()) {
            Cost cost = model.cost();
            Interval interval = model.test().accuracyInterval();
            Double memory = cost.memoryMiB();
            out.printf(
                    Locale.ROOT,
                    names + " %8.4f %17s %,12d %9.1f %9.1f %9.1f %5d %10s %8.1f%n",
                    model.backbone(),
                    model.test().accuracy(),
                    interval == null ? "" : "%.4f to %.4f".formatted(interval.low(), interval.high()),
                    model.parameters(),
                    model.bytes() / MIB,
                    cost.imagesPerSecond(),
                    cost.bestImagesPerSecond(),
                    cost.bestBatch(),
                    memory == null ? "" : "%.0f".formatted(memory),
                    model.trainingSeconds());
        }
        comparison
                .skipped()
                .forEach(skipped -> out.println("Not trained: " + skipped.backbone() + ", " + skipped.reason()));
    }
}
