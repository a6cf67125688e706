package io.sightline.report;

import io.sightline.evaluation.RocCurve;

/** The receiver operating characteristic of a model of two classes. */
final class RocChart {
    private RocChart() {}

    static String html(RocCurve curve, String positive) {
        Plot plot = new Plot(
                        "Receiver operating characteristic", Axis.share("falsely taken for it"), Axis.share("found"))
                .guide(new Plot.Point(0, 0), new Plot.Point(1, 1))
                .line(
                        "s1",
                        curve.points().stream()
                                .map(point -> new Plot.Point(point.falsePositiveRate(), point.truePositiveRate()))
                                .toList());
        return new Figure("ROC of “" + positive + "”", plot.svg())
                .legend("s1", "area under the curve " + Numbers.decimal(curve.auc(), 4))
                .note("dashed: chance, 0.5")
                .html();
    }
}
