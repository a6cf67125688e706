package io.sightline.learning.run;

import io.sightline.config.LearningSettings;
import io.sightline.config.Settings;
import io.sightline.dataset.Photo;
import io.sightline.engine.ProcessorFeatures;
import io.sightline.evaluation.ModelEvaluation;
import io.sightline.evaluation.PrecisionCheck;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.model.Bundle;
import io.sightline.model.PrecisionFigures;
import io.sightline.model.SavedModelClassifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Puts into a challenger's bundle what bfloat16 changes for it, where the setting {@code engine.precision} makes
 * those who serve it ask, and the processor can tell.
 */
final class PrecisionNote {
    private final boolean wanted;
    private final int threads;

    PrecisionNote(Settings settings) {
        this.wanted = settings.getString(Settings.ENGINE_PRECISION).equals("auto") && ProcessorFeatures.bfloat16();
        this.threads = settings.getInt(LearningSettings.THREADS);
    }

    /**
     * Runs the model in both precisions. With too few pictures to tell by, a model on its champion's backbone has
     * the champion's figures: it is the backbone that computes with other numbers.
     *
     * @param folder of the bundle, which is whole
     * @param held pictures that are for testing, at hand as files
     * @param champion the one whose backbone it has; empty if it has its own
     */
    void addTo(Path folder, List<Photo> held, Optional<Bundle> champion, RunControl control) throws IOException {
        if (!wanted) {
            return;
        }
        Optional<PrecisionFigures> inherited = champion.flatMap(PrecisionFigures::of);
        if (held.size() < PrecisionFigures.FEWEST_IMAGES && inherited.isPresent()) {
            inherited.get().write(folder);
        } else if (!held.isEmpty()) {
            Bundle bundle = Bundle.read(folder);
            PrecisionCheck.of(bundle, exact(bundle, held, control), threads, done -> control.check())
                    .write(folder);
        }
    }

    private List<ScoredPhoto> exact(Bundle bundle, List<Photo> held, RunControl control) {
        try (SavedModelClassifier classifier = SavedModelClassifier.load(bundle, threads)) {
            return ModelEvaluation.scores(classifier, held, done -> control.check());
        }
    }
}
