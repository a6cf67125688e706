package io.sightline.learning.run;

import io.sightline.config.Settings;
import io.sightline.dataset.Photo;
import io.sightline.engine.ProcessorFeatures;
import io.sightline.evaluation.ModelEvaluation;
import io.sightline.evaluation.PrecisionCheck;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.model.Bundle;
import io.sightline.model.SavedModelClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts into a challenger's bundle what bfloat16 changes for it, where the setting {@code engine.precision} makes
 * those who serve it ask, and the processor can tell.
 */
final class PrecisionNote {
    private final boolean wanted;

    PrecisionNote(Settings settings) {
        this.wanted = settings.getString(Settings.ENGINE_PRECISION).equals("auto") && ProcessorFeatures.bfloat16();
    }

    /**
     * Runs the model in both precisions.
     *
     * @param folder of the bundle, which is whole
     * @param held pictures that are for testing, at hand as files
     */
    void addTo(Path folder, List<Photo> held, RunControl control) throws IOException {
        if (!wanted || held.isEmpty()) {
            return;
        }
        Bundle bundle = Bundle.read(folder);
        List<ScoredPhoto> exact;
        try (SavedModelClassifier classifier = SavedModelClassifier.load(bundle)) {
            exact = ModelEvaluation.scores(classifier, held, done -> control.check());
        }
        PrecisionCheck.of(bundle, exact, done -> control.check()).write(folder);
    }
}
