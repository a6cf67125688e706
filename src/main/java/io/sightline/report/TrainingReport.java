package io.sightline.report;

import io.sightline.model.Manifest;
import io.sightline.training.TrainingOutcome;
import io.sightline.training.fit.EpochResult;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** The page about one training: how it went, how good the model is, and where it goes wrong. */
final class TrainingReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Manifest manifest;
    private final TrainingOutcome outcome;
    private final DataTable data;

    TrainingReport(Manifest manifest, TrainingOutcome outcome) {
        this.manifest = manifest;
        this.outcome = outcome;
        this.data = DataTable.of(outcome);
    }

    Page page() {
        boolean tested = outcome.test().count() > 0;
        EvaluationSections evaluation =
                new EvaluationSections(manifest, tested ? outcome.test() : outcome.validation(), outcome.scored());
        Page page = new Page(
                manifest.name() + ", version " + manifest.version(),
                "Trained on " + TIME.format(manifest.createdAt()) + " in " + Numbers.duration(outcome.seconds())
                        + ", on top of " + manifest.backbone());
        boolean any = evaluation.evaluation().count() > 0;
        if (any) {
            page.add(evaluation.headline(tested ? "test" : "validation").html());
        }
        page.add("<p class=\"basis\">" + Html.escape(basis(tested, any)) + "</p>");
        if (!outcome.history().isEmpty()) {
            page.section("How training went", curves());
        }
        if (any) {
            evaluation.addTo(page);
        }
        page.section("The pictures", pictures());
        page.section("The model and its settings", "<div class=\"columns\">" + model() + settings() + "</div>");
        return page;
    }

    private String basis(boolean tested, boolean any) {
        if (tested) {
            return "All figures are on the " + Numbers.photos(outcome.test().count())
                    + " of the test set, which training never looked at.";
        }
        return any
                ? "There were no test pictures. The figures are on the "
                        + Numbers.photos(outcome.validation().count())
                        + " of the validation set, which the epoch was chosen by: they flatter the model."
                : "There were neither test nor validation pictures: nothing says how good the model is on pictures it"
                        + " has not seen.";
    }

    private String curves() {
        Table table =
                new Table("epoch", "phase", "loss", "accuracy", "val. loss", "val. accuracy", "learning rate", "time");
        for (EpochResult epoch : outcome.history()) {
            table.row(
                    String.valueOf(epoch.epoch()),
                    epoch.phase() == EpochResult.Phase.HEAD ? "head" : "fine-tuning",
                    Numbers.decimal(epoch.loss(), 4),
                    Numbers.decimal(epoch.accuracy(), 4),
                    Numbers.decimal(epoch.validationLoss(), 4),
                    Numbers.decimal(epoch.validationAccuracy(), 4),
                    Numbers.compact(epoch.learningRate()),
                    epoch.seconds() < 1
                            ? Math.round(1000 * epoch.seconds()) + " ms"
                            : Numbers.duration(epoch.seconds()));
        }
        return "<div class=\"columns\">" + new TrainingCurves(outcome.history(), outcome.bestEpoch()).html()
                + "</div><details><summary>Every epoch in figures</summary>" + table.html() + "</details>";
    }

    private String pictures() {
        return data.html()
                + ProblemLists.html(outcome.unreadable(), outcome.data().problems());
    }

    private String model() {
        Table table = Table.ofValues()
                .row("backbone", manifest.backbone() + ", width " + Numbers.compact(manifest.alpha()))
                .row("its weights", manifest.weightsOrigin())
                .row(
                        "input",
                        manifest.imageSize() + " × " + manifest.imageSize() + " pixels, "
                                + (manifest.orientation() ? "upright by EXIF" : "as stored"))
                .row("parameters", Numbers.count(outcome.parameters()))
                .row("of them trained", Numbers.count(outcome.trainedParameters()))
                .row("time for frozen features", Numbers.duration(outcome.extractionSeconds()))
                .row("time in all", Numbers.duration(outcome.seconds()));
        if (manifest.parentVersion() != null) {
            table.row("follows version", String.valueOf(manifest.parentVersion()));
        }
        if (manifest.dataHash() != null) {
            table.row("SHA-256 of the data", manifest.dataHash());
        }
        return table.html();
    }

    private String settings() {
        Table table = Table.ofValues();
        manifest.training().forEach((name, value) -> setting(table, name, value));
        return table.html();
    }

    private static void setting(Table table, String name, Object value) {
        if (value instanceof Map<?, ?> group) {
            group.forEach((inner, innerValue) -> setting(table, name + "." + inner, innerValue));
        } else {
            table.row(name, value instanceof Number number ? number(number) : String.valueOf(value));
        }
    }

    private static String number(Number number) {
        return number instanceof Float || number instanceof Double
                ? Numbers.compact(number.doubleValue())
                : number.toString();
    }
}
