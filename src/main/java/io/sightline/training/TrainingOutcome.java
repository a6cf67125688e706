package io.sightline.training;

import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.PhotoReader;
import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.model.Calibration;
import io.sightline.training.fit.EpochResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of a training.
 *
 * @param data the pictures
 * @param unreadable those passed over, as they are empty, cannot be opened or cannot be decoded
 * @param history all epochs of all phases
 * @param bestEpoch the one that was kept, from 1
 * @param parameters of backbone and head
 * @param trainedParameters how many of them were trained
 * @param calibration of the probabilities, or null with too few validation pictures
 * @param validation figures on the pictures that chose the epoch; of no pictures if there were none
 * @param test figures on pictures never looked at in training; of no pictures if there were none
 * @param scored what the model makes of each test picture, or of the validation pictures if there are no
 *     test pictures
 * @param extractionSeconds that the pictures took through the frozen part, decoding included
 * @param seconds that all of it took
 */
public record TrainingOutcome(
        ImageFolder data,
        List<PhotoReader.Unreadable> unreadable,
        List<EpochResult> history,
        int bestEpoch,
        long parameters,
        long trainedParameters,
        @Nullable Calibration calibration,
        Evaluation validation,
        Evaluation test,
        List<ScoredPhoto> scored,
        double extractionSeconds,
        double seconds) {
    public TrainingOutcome {
        unreadable = List.copyOf(unreadable);
        history = List.copyOf(history);
        scored = List.copyOf(scored);
    }
}
