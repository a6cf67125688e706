package io.sightline.report;

import io.sightline.training.fit.EpochResult;
import io.sightline.training.fit.EpochResult.Phase;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Loss, accuracy and learning rate by epoch. The epoch that was kept has a ring. */
final class TrainingCurves {
    private static final String TRAINING = "s2";
    private static final String VALIDATION = "s1";
    private static final double SPAN_OF_ONE_SCALE = 20;

    private final List<EpochResult> history;
    private final EpochResult best;

    /**
     * Prepares to draw.
     *
     * @param history at least one epoch
     */
    TrainingCurves(List<EpochResult> history, int bestEpoch) {
        this.history = history;
        this.best = history.stream()
                .filter(epoch -> epoch.epoch() == bestEpoch)
                .findFirst()
                .orElse(history.get(history.size() - 1));
    }

    String html() {
        return loss() + accuracy() + learningRate();
    }

    private String loss() {
        double highest =
                values(EpochResult::loss, EpochResult::validationLoss).max().orElse(1);
        return curves(
                "Loss",
                Axis.holding("cross-entropy", 0, highest, Numbers::compact),
                EpochResult::loss,
                EpochResult::validationLoss);
    }

    private String accuracy() {
        double lowest = values(EpochResult::accuracy, EpochResult::validationAccuracy)
                .min()
                .orElse(0);
        return curves(
                "Accuracy",
                Axis.holding("accuracy", Math.min(0.95, lowest), 1, value -> Numbers.compact(100 * value) + " %"),
                EpochResult::accuracy,
                EpochResult::validationAccuracy);
    }

    /** Logarithmic where the phases' rates lie far apart: else the lower would lie on the ground. */
    private String learningRate() {
        double highest = values(EpochResult::learningRate).max().orElse(1);
        double lowestPeak = Arrays.stream(Phase.values())
                .map(phase -> history.stream()
                        .filter(epoch -> epoch.phase() == phase)
                        .mapToDouble(EpochResult::learningRate)
                        .max())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .min()
                .orElse(highest);
        boolean logarithmic = highest > SPAN_OF_ONE_SCALE * lowestPeak && lowestPeak > 0;
        double ground = lowestPeak / 10;
        Axis axis = logarithmic
                ? Axis.powersOfTen("learning rate", ground, highest)
                : Axis.holding("learning rate", 0, highest, Numbers::compact);
        Plot plot = plot("Learning rate by epoch", axis);
        draw(
                plot,
                "s4",
                epoch -> logarithmic ? Math.log10(Math.max(ground, epoch.learningRate())) : epoch.learningRate());
        return new Figure("Learning rate", plot.svg())
                .legend("s4", "last step of each epoch")
                .html();
    }

    private String curves(
            String title, Axis axis, ToDoubleFunction<EpochResult> training, ToDoubleFunction<EpochResult> validation) {
        boolean validated = values(validation).findAny().isPresent();
        ToDoubleFunction<EpochResult> deciding = validated ? validation : training;
        Plot plot = plot(title + " by epoch", axis);
        draw(plot, TRAINING, training);
        draw(plot, VALIDATION, validation);
        String colour = validated ? VALIDATION : TRAINING;
        if (!Double.isNaN(deciding.applyAsDouble(best))) {
            plot.ring(colour, new Plot.Point(best.epoch(), deciding.applyAsDouble(best)), 6, "epoch " + best.epoch());
        }
        Figure figure = new Figure(title, plot.svg()).legend(TRAINING, "training, as its steps saw it");
        if (validated) {
            figure.legend(VALIDATION, "validation");
        }
        return figure.ring(colour, "kept: epoch " + best.epoch()).html();
    }

    private Plot plot(String description, Axis axis) {
        Plot plot = new Plot(
                description,
                Axis.counting("epoch", history.get(history.size() - 1).epoch()),
                axis);
        for (int i = 1; i < history.size(); i++) {
            if (history.get(i).phase() == Phase.FINE_TUNING
                    && history.get(i - 1).phase() == Phase.HEAD) {
                plot.boundary(history.get(i).epoch() - 0.5, "fine-tuning");
            }
        }
        return plot;
    }

    private void draw(Plot plot, String colour, ToDoubleFunction<EpochResult> value) {
        List<Plot.Point> points = history.stream()
                .filter(epoch -> !Double.isNaN(value.applyAsDouble(epoch)))
                .map(epoch -> new Plot.Point(epoch.epoch(), value.applyAsDouble(epoch)))
                .toList();
        if (!points.isEmpty()) {
            plot.line(colour, points);
        }
    }

    @SafeVarargs
    private final DoubleStream values(ToDoubleFunction<EpochResult>... functions) {
        return Arrays.stream(functions)
                .flatMapToDouble(function -> history.stream().mapToDouble(function))
                .filter(value -> !Double.isNaN(value));
    }
}
