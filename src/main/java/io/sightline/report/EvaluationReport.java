package io.sightline.report;

import io.sightline.evaluation.ModelEvaluation;
import io.sightline.model.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The page about one evaluation of a model. */
public final class EvaluationReport {
    private EvaluationReport() {}

    /**
     * Writes the page.
     *
     * @param file replaced if it exists
     * @param pictures what the model was evaluated on, for people to read
     * @throws IOException if it cannot be written
     */
    public static void write(Path file, Manifest manifest, ModelEvaluation result, String pictures) throws IOException {
        EvaluationSections sections = new EvaluationSections(manifest, result.evaluation(), result.scored());
        Page page = new Page(
                        manifest.name() + ", version " + manifest.version(),
                        "Evaluated on " + Numbers.photos(result.evaluation().count()) + ": " + pictures)
                .add(sections.headline("").html());
        sections.addTo(page);
        if (!result.unreadable().isEmpty()) {
            page.section("The pictures", ProblemLists.html(result.unreadable(), List.of()));
        }
        page.write(file);
    }
}
