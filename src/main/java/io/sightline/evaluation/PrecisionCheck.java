package io.sightline.evaluation;

import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.model.Bundle;
import io.sightline.model.Precision;
import io.sightline.model.PrecisionFigures;
import io.sightline.model.SavedModelClassifier;
import java.util.List;
import java.util.function.IntConsumer;

/** Sees what bfloat16 changes for a model. Means something only where the processor has it. */
public final class PrecisionCheck {
    private PrecisionCheck() {}

    /**
     * Classifies pictures once more, with bfloat16.
     *
     * @param exact what the model makes with float32 of pictures it was not trained on, all of which can be read
     * @param threads of TensorFlow; 0 for as many as there are processors
     * @param progress is told how many pictures are done
     */
    public static PrecisionFigures of(Bundle bundle, List<ScoredPhoto> exact, int threads, IntConsumer progress) {
        List<Photo> photos = exact.stream()
                .map(photo -> new Photo(photo.file(), photo.label(), "", Split.TEST))
                .toList();
        List<ScoredPhoto> coarse;
        try (SavedModelClassifier classifier = SavedModelClassifier.load(bundle, threads, Precision.BFLOAT16)) {
            coarse = ModelEvaluation.scores(classifier, photos, progress);
        }
        int same = 0;
        for (int i = 0; i < exact.size(); i++) {
            same += exact.get(i).predicted() == coarse.get(i).predicted() ? 1 : 0;
        }
        List<String> labels = bundle.manifest().labels();
        return new PrecisionFigures(
                exact.size(),
                exact.isEmpty() ? 0 : (double) same / exact.size(),
                Evaluation.of(labels, exact).accuracy(),
                Evaluation.of(labels, coarse).accuracy());
    }
}
