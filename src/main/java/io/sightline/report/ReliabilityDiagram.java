package io.sightline.report;

import io.sightline.evaluation.Reliability;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How often a model is right against how often it says so; on the dashed line it is honest. */
final class ReliabilityDiagram {
    private static final double LARGEST = 13;
    private static final double SMALLEST = 3;

    private ReliabilityDiagram() {}

    /**
     * Draws it.
     *
     * @param before the same pictures before the probabilities were calibrated, or null if they were not
     */
    static String html(Reliability now, @Nullable Reliability before) {
        Plot plot = new Plot(
                        "Accuracy by confidence",
                        Axis.share("confidence: probability of the predicted class"),
                        Axis.share("accuracy"))
                .guide(new Plot.Point(0, 0), new Plot.Point(1, 1));
        if (before != null) {
            before.bins().forEach(bin -> plot.ring("s2", point(bin), radius(bin, before.bins()), tip(bin)));
        }
        now.bins().forEach(bin -> plot.dot("s1", point(bin), radius(bin, now.bins()), tip(bin)));
        Figure figure = new Figure("Reliability", plot.svg());
        if (before == null) {
            return figure.legend("s1", "calibration error (ECE) " + Numbers.percent(now.ece()))
                    .note("larger dots stand for more pictures")
                    .html();
        }
        return figure.legend("s1", "calibrated: error (ECE) " + Numbers.percent(now.ece()))
                .ring("s2", "before: " + Numbers.percent(before.ece()))
                .note("larger dots stand for more pictures")
                .html();
    }

    private static Plot.Point point(Reliability.Bin bin) {
        return new Plot.Point(bin.confidence(), bin.accuracy());
    }

    /** The area says how many pictures. */
    private static double radius(Reliability.Bin bin, List<Reliability.Bin> bins) {
        int all = bins.stream().mapToInt(Reliability.Bin::count).sum();
        return Math.max(SMALLEST, LARGEST * Math.sqrt((double) bin.count() / all));
    }

    private static String tip(Reliability.Bin bin) {
        return Numbers.photos(bin.count()) + ": confidence " + Numbers.percent(bin.confidence()) + ", right "
                + Numbers.percent(bin.accuracy());
    }
}
