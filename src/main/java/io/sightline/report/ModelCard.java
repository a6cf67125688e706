package io.sightline.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.dataset.Split;
import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.Evaluation.Averages;
import io.sightline.evaluation.Evaluation.ClassFigures;
import io.sightline.event.Json;
import io.sightline.model.Calibration;
import io.sightline.model.Manifest;
import io.sightline.training.TrainingOutcome;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a user of the model should know, in the sections of Mitchell et al., "Model Cards for Model
 * Reporting" (2019), with the head matter that Hugging Face reads. A licence is not named: only the
 * model's owner knows it.
 */
final class ModelCard {
    private static final int FEW = 20;

    private final Manifest manifest;
    private final TrainingOutcome outcome;
    private final String dataName;
    private final boolean tested;
    private final Evaluation evaluation;

    ModelCard(Manifest manifest, TrainingOutcome outcome, String dataName) {
        this.manifest = manifest;
        this.outcome = outcome;
        this.dataName = dataName;
        this.tested = outcome.test().count() > 0;
        this.evaluation = tested ? outcome.test() : outcome.validation();
    }

    String markdown() {
        return head() + "\n# " + text(manifest.name()) + ", version " + manifest.version() + "\n\n" + details()
                + intendedUse() + data() + metrics() + limits();
    }

    private String head() {
        String head = """
                ---
                library_name: tensorflow
                pipeline_tag: image-classification
                tags:
                - image-classification
                - transfer-learning
                - %s
                metrics:
                - accuracy
                - f1
                """.formatted(manifest.backbone());
        Averages macro = evaluation.macro();
        if (macro == null) {
            return head + "---\n";
        }
        return head
                + String.format(
                        Locale.ROOT,
                        """
                model-index:
                - name: %s
                  results:
                  - task:
                      type: image-classification
                    dataset:
                      type: imagefolder
                      name: %s
                      split: %s
                    metrics:
                    - type: accuracy
                      value: %.4f
                    - type: f1
                      name: macro F1
                      value: %.4f
                ---
                """,
                        quoted(manifest.name()),
                        quoted(dataName),
                        split(),
                        evaluation.accuracy(),
                        macro.f1());
    }

    private String details() {
        return """
                ## Model details

                - Tells apart %d classes of pictures: %s.
                - A %s of width %s with a dense layer on top, trained by %s with Sightline on %s.
                - %s of %s parameters were trained.
                - The backbone began with: %s.
                - A TensorFlow SavedModel. Input `image`: RGB, 0 to 255, [?, %d, %d, 3]; preprocessing is inside.
                  Outputs: `probabilities` in the order of `assets/labels.txt`, and `features`.
                - Settings, figures and hashes are in `model.json`, curves and mistakes in `report.html`.

                """.formatted(
                        manifest.labels().size(),
                        manifest.labels().stream().map(ModelCard::text).collect(Collectors.joining(", ")),
                        manifest.backbone(),
                        Numbers.compact(manifest.alpha()),
                        text(String.valueOf(manifest.training().getOrDefault("strategy", "transfer learning"))),
                        manifest.createdAt().toString().substring(0, 10),
                        Numbers.count(outcome.trainedParameters()),
                        Numbers.count(outcome.parameters()),
                        code(manifest.weightsOrigin()),
                        manifest.imageSize(),
                        manifest.imageSize());
    }

    private static String intendedUse() {
        return """
                ## Intended use

                To classify pictures like those it was trained on, taken in the same way. It gives every picture one of
                its classes, also one that shows none of them: a low probability is the only sign of that. Decisions
                about people, or where a mistake does harm, need a person who checks.

                """;
    }

    private String data() {
        DataTable counts = DataTable.of(outcome);
        StringBuilder table = new StringBuilder("| class | training | validation | test |\n|---|---:|---:|---:|\n");
        for (int label = 0; label < manifest.labels().size(); label++) {
            table.append("| %s | %d | %d | %d |%n"
                    .formatted(
                            text(manifest.labels().get(label)),
                            counts.count(label, Split.TRAIN),
                            counts.count(label, Split.VALIDATION),
                            counts.count(label, Split.TEST)));
        }
        return """
                ## Data

                %s from the folder %s, in a folder for each class. SHA-256 over contents, classes and splits:
                `%s`. Pictures that could not be read and were passed over: %d.

                %s

                %s
                """.formatted(
                        Numbers.photos(counts.count()),
                        code(dataName),
                        manifest.dataHash(),
                        outcome.unreadable().size(),
                        kept(),
                        table)
                .replace(System.lineSeparator(), "\n");
    }

    private String kept() {
        Object kept = manifest.training().getOrDefault("keptFeatures", 0);
        return kept.equals(0)
                ? "No picture is in the model, nor features of one: without the data it can only forget."
                : "The features of %s of them are in `features.safetensors`, so that the model can learn more without"
                                .formatted(kept)
                        + "\nforgetting these. No picture is in there.";
    }

    private String metrics() {
        if (evaluation.count() == 0) {
            return "## Metrics\n\nNone: there were too few pictures to keep any for validation or testing.\n\n";
        }
        StringBuilder metrics = new StringBuilder("## Metrics\n\nOn the " + Numbers.photos(evaluation.count())
                + " of the " + split() + " set"
                + (tested ? ", which training never looked at.\n\n" : ", which the epoch was chosen by.\n\n"));
        metrics.append("- Accuracy ")
                .append(Numbers.percent(evaluation.accuracy()))
                .append(" (95 % interval ")
                .append(Numbers.percent(evaluation.accuracyInterval()))
                .append(")\n");
        if (evaluation.rocAuc() != null) {
            metrics.append("- ROC AUC ")
                    .append(Numbers.decimal(evaluation.rocAuc(), 4))
                    .append("\n");
        }
        metrics.append("- Log loss ")
                .append(Numbers.decimal(evaluation.logLoss(), 4))
                .append("\n- Expected calibration error ")
                .append(Numbers.percent(evaluation.ece()));
        Calibration calibration = manifest.calibration();
        metrics.append(
                calibration == null
                        ? "; not calibrated\n\n"
                        : "; calibrated on " + Numbers.photos(calibration.count()) + " by a temperature of "
                                + Numbers.decimal(calibration.temperature(), 3) + "\n\n");
        metrics.append("| class | precision | recall | F1 | pictures |\n|---|---:|---:|---:|---:|\n");
        for (ClassFigures figures : evaluation.classes()) {
            metrics.append(String.format(
                    Locale.ROOT,
                    "| %s | %.3f | %.3f | %.3f | %d |\n",
                    text(figures.label()),
                    figures.precision(),
                    figures.recall(),
                    figures.f1(),
                    figures.count()));
        }
        return metrics.append("\n").toString();
    }

    private String limits() {
        StringBuilder limits = new StringBuilder("## Limits\n\n");
        if (!tested) {
            limits.append("- There were no test pictures, so no figure says how good it is on pictures that had no part"
                    + " in training.\n");
        }
        String few = evaluation.classes().stream()
                .filter(figures -> figures.count() < FEW)
                .map(figures -> text(figures.label()))
                .collect(Collectors.joining(", "));
        if (evaluation.count() > 0 && !few.isEmpty()) {
            limits.append("- Figures of classes with fewer than ").append(FEW).append(" pictures say little: ");
            limits.append(few).append(".\n");
        }
        return limits.append("- Pictures were held out one by one. Where several show the same thing, the figures"
                        + " flatter the model.\n")
                .append("- Cameras, light or things unlike those in the data were not tried.\n")
                .toString();
    }

    private String split() {
        return tested ? "test" : "validation";
    }

    private static String code(String text) {
        return "`" + text.replace('`', '\'') + "`";
    }

    private static String quoted(String text) {
        try {
            return Json.mapper().writeValueAsString(text); // a JSON string is a YAML string
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot quote " + text, e);
        }
    }

    /** The text with everything escaped that Markdown or HTML in it would take for a sign. */
    private static String text(String text) {
        return text.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>|#&])", "\\\\$1");
    }
}
