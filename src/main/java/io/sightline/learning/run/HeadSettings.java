package io.sightline.learning.run;

import io.sightline.model.Manifest;
import io.sightline.training.fit.FitSettings;
import io.sightline.training.fit.OptimizerSettings;
import io.sightline.training.schedule.ScheduleSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a run's head is trained: as the champion's was, but that rare classes weigh as much as others. */
final class HeadSettings {
    private HeadSettings() {}

    /** Reads the champion's settings; what it does not say is as {@code train} has it by default. */
    static FitSettings of(Manifest manifest) {
        FitSettings otherwise = FitSettings.defaults();
        Map<?, ?> head = manifest.training().get("head") instanceof Map<?, ?> map ? map : Map.of();
        return new FitSettings(
                (int) number(head, "epochs", otherwise.epochs()),
                (int) number(head, "batchSize", otherwise.batchSize()),
                (float) number(head, "learningRate", otherwise.learningRate()),
                head.get("schedule") instanceof String text ? ScheduleSpec.parse(text) : otherwise.schedule(),
                (int) number(head, "earlyStopping", otherwise.earlyStopping()),
                new OptimizerSettings(
                        (float) number(
                                head, "weightDecay", otherwise.optimizer().weightDecay()),
                        (float) number(head, "clipNorm", otherwise.optimizer().clipNorm())),
                (float) number(head, "dropout", otherwise.dropout()),
                (long) number(head, "seed", otherwise.seed()),
                true);
    }

    /** The settings as the next bundle's manifest says them. */
    static Map<String, Object> describe(FitSettings fit) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("epochs", fit.epochs());
        head.put("batchSize", fit.batchSize());
        head.put("learningRate", fit.learningRate());
        head.put("schedule", fit.schedule().toString());
        head.put("earlyStopping", fit.earlyStopping());
        head.put("weightDecay", fit.optimizer().weightDecay());
        head.put("clipNorm", fit.optimizer().clipNorm());
        head.put("dropout", fit.dropout());
        head.put("seed", fit.seed());
        head.put("balanceClasses", fit.balanceClasses());
        return head;
    }

    private static double number(Map<?, ?> settings, String name, double otherwise) {
        return settings.get(name) instanceof Number number ? number.doubleValue() : otherwise;
    }
}
