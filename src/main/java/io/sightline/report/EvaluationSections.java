package io.sightline.report;

import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.Evaluation.Averages;
import io.sightline.evaluation.Reliability;
import io.sightline.evaluation.RocCurve;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.evaluation.TemperatureScaling;
import io.sightline.model.Calibration;
import io.sightline.model.Manifest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a page that say how good a model is on some pictures.
 *
 * @param manifest the model's
 * @param evaluation on the pictures
 * @param scored the same pictures
 */
record EvaluationSections(Manifest manifest, Evaluation evaluation, List<ScoredPhoto> scored) {
    private static final String CONFUSION = "What was taken for what";
    private static final int SIDE_BY_SIDE = 5;

    /**
     * The figures to see first.
     *
     * @param what the pictures are, for example "test"
     */
    Headline headline(String what) {
        Headline headline = new Headline()
                .figure(
                        what + " accuracy",
                        Numbers.percent(evaluation.accuracy()),
                        "95 % interval " + Numbers.percent(evaluation.accuracyInterval()));
        Averages macro = evaluation.macro();
        if (macro != null) {
            headline.figure("F1", Numbers.decimal(macro.f1(), 3), ClassTable.mean(evaluation));
        }
        if (evaluation.rocAuc() != null) {
            headline.figure(
                    "ROC AUC",
                    Numbers.decimal(evaluation.rocAuc(), 4),
                    "of “" + manifest.labels().get(1) + "”");
        }
        if (evaluation.top5Accuracy() != null) {
            headline.figure("top 5 accuracy", Numbers.percent(evaluation.top5Accuracy()), "");
        }
        return headline.figure(
                        "calibration error", Numbers.percent(evaluation.ece()), "how far confidence is off, on average")
                .figure("log loss", Numbers.decimal(evaluation.logLoss(), 3), "cross-entropy in nats");
    }

    void addTo(Page page) {
        if (evaluation.classes().size() <= SIDE_BY_SIDE) {
            page.section(
                    CONFUSION,
                    "<div class=\"columns\"><div>" + ConfusionMatrix.html(evaluation) + "</div><div>"
                            + ClassTable.html(evaluation) + "</div></div>");
        } else {
            page.section(CONFUSION, ConfusionMatrix.html(evaluation));
            page.section("By class", ClassTable.html(evaluation));
        }
        page.section("Can the probabilities be trusted?", trust());
        Gallery gallery = new Gallery(manifest.labels(), manifest.orientation());
        page.section("Worst mistakes", gallery.mistakes(scored));
        page.section("Closest calls that were right", gallery.closeCalls(scored));
    }

    private String trust() {
        Optional<RocCurve> roc = RocCurve.of(scored);
        return "<p class=\"note\">" + Html.escape(calibration()) + "</p><div class=\"columns\">"
                + ReliabilityDiagram.html(Reliability.of(scored), before())
                + roc.map(curve -> RocChart.html(curve, manifest.labels().get(1)))
                        .orElse("") + "</div>";
    }

    /** The same pictures as they were scored before the head was divided by the temperature. */
    private @Nullable Reliability before() {
        Calibration calibration = manifest.calibration();
        return calibration == null
                ? null
                : Reliability.of(TemperatureScaling.apply(scored, 1 / calibration.temperature()));
    }

    private String calibration() {
        Calibration calibration = manifest.calibration();
        if (calibration == null) {
            return "The probabilities are as training left them: there were fewer than " + TemperatureScaling.FEWEST
                    + " validation pictures to calibrate them on.";
        }
        double temperature = calibration.temperature();
        return "The probabilities were calibrated on " + Numbers.photos(calibration.count())
                + " of the validation set by a temperature of " + Numbers.decimal(temperature, 2) + ": the model was "
                + (temperature > 1 ? "too sure of itself" : "not as sure of itself as it could be")
                + ". There the calibration error went from " + Numbers.percent(calibration.eceBefore()) + " to "
                + Numbers.percent(calibration.eceAfter()) + ".";
    }
}
