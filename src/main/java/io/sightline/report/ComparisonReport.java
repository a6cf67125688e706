package io.sightline.report;

import io.sightline.report.Comparison.Skipped;
import io.sightline.report.Comparison.Trained;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The page that sets backbones side by side: what accuracy costs. */
public final class ComparisonReport {
    private static final double LARGEST = 26;
    private static final double SPAN_OF_ONE_SCALE = 20;
    private static final double MIB = 1 << 20;

    private final Comparison comparison;

    private ComparisonReport(Comparison comparison) {
        this.comparison = comparison;
    }

    /**
     * Writes the page.
     *
     * @param comparison of at least one trained model
     * @param file replaced if it exists
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Comparison comparison) throws IOException {
        new ComparisonReport(comparison).page().write(file);
    }

    private Page page() {
        List<Trained> models = comparison.models();
        Page page = new Page(
                "Backbones compared",
                "Trained and tested on the same pictures: " + comparison.data() + ". "
                        + Numbers.photos(models.get(0).test().count()) + " to test on");
        page.section("What accuracy costs", chart() + table());
        page.section("What was trained", inputs());
        if (!comparison.skipped().isEmpty()) {
            Table skipped = Table.ofValues();
            for (Skipped backbone : comparison.skipped()) {
                skipped.row(backbone.backbone(), backbone.reason());
            }
            page.section("Not trained", skipped.html());
        }
        return page.section("What was measured", """
                <p class="note">“images/s” are the pictures that the model classifies in a second one at a time, “in
                batches” those at the best batch size, in brackets: without fetching and decoding, the median of three
                rounds for each of the sizes 1 to 32, in a process of its own on this machine, with all its processors.
                Memory is the most that this process had resident, JVM and TensorFlow included. Training is all of it,
                decoding too. Where the intervals of two accuracies overlap, the pictures do not tell which model is
                better.</p>
                """);
    }

    private String chart() {
        List<Trained> models = comparison.models();
        double slowest =
                models.stream().mapToDouble(ComparisonReport::speed).min().orElse(1);
        double fastest =
                models.stream().mapToDouble(ComparisonReport::speed).max().orElse(1);
        double lowest = models.stream()
                .mapToDouble(model -> model.test().accuracy())
                .min()
                .orElse(0);
        long largest = models.stream().mapToLong(Trained::bytes).max().orElse(1);
        boolean logarithmic = fastest > SPAN_OF_ONE_SCALE * slowest;
        String title = "pictures in a second at the best batch size";
        Axis x = logarithmic
                ? Axis.powersOfTen(title, slowest, fastest)
                : Axis.holding(title, 0, fastest * 1.1, Numbers::compact);
        Axis y = Axis.holding(
                "test accuracy",
                Math.max(0, lowest - 0.02),
                1,
                value -> Numbers.compact(Math.round(1000 * value) / 10.0) + " %");
        Plot plot = new Plot("Accuracy by speed", x, y);
        for (Trained model : models) {
            Plot.Point point = new Plot.Point(
                    logarithmic ? Math.log10(speed(model)) : speed(model),
                    model.test().accuracy());
            double radius = Math.max(4, LARGEST * Math.sqrt((double) model.bytes() / largest));
            plot.dot("s1", point, radius, model.backbone());
            plot.label(point, radius + 5, model.backbone());
        }
        return new Figure("Accuracy by speed", plot.svg())
                .legend("s1", "the area is the size of the model on disk")
                .note("better is up and to the right")
                .html();
    }

    private String table() {
        Table table = new Table(
                "backbone",
                "accuracy",
                "95 % interval",
                "parameters",
                "on disk",
                "images/s",
                "in batches",
                "memory",
                "training");
        for (Trained model : comparison.models()) {
            Double memory = model.cost().memoryMiB();
            table.row(
                    model.backbone(),
                    Numbers.percent(model.test().accuracy()),
                    Numbers.percent(model.test().accuracyInterval()),
                    Numbers.count(model.parameters()),
                    String.format(Locale.ROOT, "%.1f MiB", model.bytes() / MIB),
                    String.format(Locale.ROOT, "%.1f", model.cost().imagesPerSecond()),
                    String.format(
                            Locale.ROOT,
                            "%.1f (of %d)",
                            model.cost().bestImagesPerSecond(),
                            model.cost().bestBatch()),
                    memory == null ? Numbers.NONE : String.format(Locale.ROOT, "%.0f MiB", memory),
                    Numbers.duration(model.trainingSeconds()));
        }
        return table.html();
    }

    private String inputs() {
        Table table = Table.ofValues();
        for (Trained model : comparison.models()) {
            table.row(
                    model.backbone(),
                    "width " + Numbers.compact(model.alpha()) + ", pictures of " + model.imageSize() + " × "
                            + model.imageSize() + ", " + model.weights());
        }
        return table.html();
    }

    private static double speed(Trained model) {
        return model.cost().bestImagesPerSecond();
    }
}
