package io.sightline.learning.run;

import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.evaluation.TemperatureScaling;
import io.sightline.model.Calibration;
import io.sightline.model.Head;
import io.sightline.training.activations.Activations;
import io.sightline.training.fit.EpochResult;
import io.sightline.training.fit.EpochResult.Phase;
import io.sightline.training.fit.Fit;
import io.sightline.training.fit.FitListener;
import io.sightline.training.fit.FitSettings;
import io.sightline.training.fit.FitState;
import io.sightline.training.fit.Labelled;
import io.sightline.training.fit.Standardization;
import io.sightline.training.fit.TrainableGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A head trained on a run's features.
 *
 * @param head of the best epoch, calibrated
 * @param calibration how, or null with too few validation pictures
 * @param epochs that were done
 * @param bestEpoch the one that was kept, from 1
 */
record TrainedHead(Head head, @Nullable Calibration calibration, int epochs, int bestEpoch) {

    /** Trains on the training pictures; those for validation choose the epoch and the temperature. */
    static TrainedHead of(LearningData data, Activations features, FitSettings settings, RunControl control) {
        List<Photo> train = data.of(Split.TRAIN);
        Labelled validation = new Labelled(data.of(Split.VALIDATION), features);
        Standardization standardization = Standardization.of(features, train);
        int classes = data.labels().size();
        try (TrainableGraph graph = TrainableGraph.head(standardization, classes, settings.optimizer())) {
            Fit fit = new Fit(
                    settings,
                    Phase.HEAD,
                    graph,
                    classes,
                    new Labelled(train, features),
                    validation,
                    new Watch(control, settings.epochs()));
            FitState state = fit.run(fit.fresh());
            Head head = graph.head(state.best());
            Optional<Calibration> calibration = TemperatureScaling.fit(graph.score(validation));
            return new TrainedHead(
                    calibration.map(found -> head.tempered(found.temperature())).orElse(head),
                    calibration.isPresent() ? calibration.get() : null,
                    state.history().size(),
                    state.bestEpoch());
        }
    }

    /** What a head makes of pictures, in their order. */
    static List<ScoredPhoto> scores(Head head, List<Photo> photos, Activations features) {
        List<ScoredPhoto> scored = new ArrayList<>(photos.size());
        features.forEachBatch(photos, 1, 256, (batch, rows) -> {
            for (int i = 0; i < batch.size(); i++) {
                float[] row = Arrays.copyOfRange(rows, i * features.values(), (i + 1) * features.values());
                Photo photo = batch.get(i);
                scored.add(new ScoredPhoto(photo.file(), photo.label(), head.probabilities(row)));
            }
        });
        return scored;
    }

    private record Watch(RunControl control, int epochs) implements FitListener {
        @Override
        public void checkStop() {
            control.check();
        }

        @Override
        public void epochDone(EpochResult result, FitState state) {
            control.progress(RunControl.Phase.TRAINING, result.epoch(), epochs);
        }
    }
}
