package io.sightline.training;

import io.sightline.dataset.PhotoReader;
import io.sightline.evaluation.Evaluation;
import io.sightline.model.Bundle;
import java.util.List;

/**
 * What came of a training.
 *
 * @param bundle the new model, as written
 * @param validation figures on the pictures that chose the epoch; of no pictures if there were none
 * @param test figures on pictures never looked at in training; of no pictures if there were none
 * @param bestEpoch the epoch that was kept, from 1
 * @param history all epochs
 * @param unreadable pictures passed over
 */
public record TrainingResult(
        Bundle bundle,
        Evaluation validation,
        Evaluation test,
        int bestEpoch,
        List<EpochResult> history,
        List<PhotoReader.Unreadable> unreadable) {
    public TrainingResult {
        history = List.copyOf(history);
        unreadable = List.copyOf(unreadable);
    }
}
