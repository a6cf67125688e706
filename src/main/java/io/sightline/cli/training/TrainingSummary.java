package io.sightline.cli.training;

import io.sightline.dataset.Problem;
import io.sightline.evaluation.Evaluation;
import io.sightline.model.Manifest;
import io.sightline.training.TrainingOutcome;
import io.sightline.training.TrainingResult;
import java.util.List;

/**
 * What {@code train --json} prints.
 *
 * @param model the bundle's folder
 * @param unreadable every picture that was passed over
 * @param problems what else is wrong with the data set, in sentences
 */
record TrainingSummary(
        String model,
        String name,
        int version,
        int bestEpoch,
        Evaluation validation,
        Evaluation test,
        List<Unreadable> unreadable,
        List<String> problems,
        long trainedParameters,
        double extractionSeconds,
        double seconds) {

    /** A picture that was passed over, and why. */
    record Unreadable(String file, String reason) {}

    static TrainingSummary of(TrainingResult result) {
        Manifest manifest = result.bundle().manifest();
        TrainingOutcome outcome = result.outcome();
        return new TrainingSummary(
                result.bundle().folder().toString(),
                manifest.name(),
                manifest.version(),
                outcome.bestEpoch(),
                outcome.validation(),
                outcome.test(),
                outcome.unreadable().stream()
                        .map(photo -> new Unreadable(photo.file().toString(), photo.reason()))
                        .toList(),
                outcome.data().problems().stream()
                        .filter(problem -> problem.kind() != Problem.Kind.UNREADABLE)
                        .map(Problem::message)
                        .toList(),
                outcome.trainedParameters(),
                outcome.extractionSeconds(),
                outcome.seconds());
    }
}
