package io.sightline.training;

import io.sightline.evaluation.Evaluation;
import io.sightline.model.Manifest;
import io.sightline.training.fit.FitSettings;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a bundle says of the training it came from. */
final class TrainingManifest {
    private TrainingManifest() {}

    static Manifest of(TrainingRequest request, TrainingOutcome outcome, int trainCount, int kept) {
        return new Manifest(
                request.name(),
                0,
                request.backbone().kind().id(),
                request.backbone().alpha(),
                request.backbone().imageSize(),
                outcome.data().labels(),
                request.orientation(),
                metrics(outcome),
                outcome.calibration(),
                settings(request, outcome, trainCount, kept),
                outcome.data().hash(),
                request.backbone().origin(),
                null,
                Clock.systemUTC().instant(),
                "");
    }

    private static Map<String, Double> metrics(TrainingOutcome outcome) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        put(metrics, "validation", outcome.validation());
        put(metrics, "test", outcome.test());
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String split, Evaluation evaluation) {
        evaluation.metrics().forEach((name, value) -> metrics.put(split + "." + name, value));
    }

    private static Map<String, Object> settings(
            TrainingRequest request, TrainingOutcome outcome, int trainCount, int kept) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("strategy", request.strategy().id());
        settings.put("head", phase(request.head()));
        if (request.fineTuning() != null) {
            settings.put("fineTuning", fineTuning(request.fineTuning()));
        }
        settings.put("augmentation", request.augmentation().toString());
        settings.put("epochs", outcome.history().size());
        settings.put("bestEpoch", outcome.bestEpoch());
        settings.put("trainCount", trainCount);
        settings.put("validationCount", outcome.validation().count());
        settings.put("testCount", outcome.test().count());
        settings.put("keptFeatures", kept);
        return settings;
    }

    /** The settings of both phases by their names, such as {@code head.epochs} and {@code fineTuning.unfreezeFrom}. */
    static Map<String, Object> phases(TrainingRequest request) {
        Map<String, Object> phases = new LinkedHashMap<>();
        phases.put("strategy", request.strategy().id());
        phase(request.head()).forEach((name, value) -> phases.put("head." + name, value));
        if (request.fineTuning() != null) {
            fineTuning(request.fineTuning()).forEach((name, value) -> phases.put("fineTuning." + name, value));
        }
        return phases;
    }

    private static Map<String, Object> fineTuning(FineTuning fineTuning) {
        Map<String, Object> phase = new LinkedHashMap<>();
        phase.put("unfreezeFrom", fineTuning.unfreezeFrom());
        phase.putAll(phase(fineTuning.fit()));
        return phase;
    }

    private static Map<String, Object> phase(FitSettings fit) {
        Map<String, Object> phase = new LinkedHashMap<>();
        phase.put("epochs", fit.epochs());
        phase.put("batchSize", fit.batchSize());
        phase.put("learningRate", fit.learningRate());
        phase.put("schedule", fit.schedule().toString());
        phase.put("earlyStopping", fit.earlyStopping());
        phase.put("weightDecay", fit.optimizer().weightDecay());
        phase.put("clipNorm", fit.optimizer().clipNorm());
        phase.put("dropout", fit.dropout());
        phase.put("seed", fit.seed());
        phase.put("balanceClasses", fit.balanceClasses());
        return phase;
    }
}
