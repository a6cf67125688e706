package io.sightline.stream.classify;

import io.sightline.event.ImageEvent;
import io.sightline.event.Prediction;
import io.sightline.event.Prediction.ClassProbability;
import io.sightline.event.SourceRecord;
import io.sightline.model.ModelInfo;
import io.sightline.pipeline.Classified;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the model's probabilities into the event users read. */
final class PredictionFactory {
    /** A data: URI holds the whole picture; a prediction names it only. */
    private static final int URI_SHOWN = 64;

    private final int topK;

    /** @param topK classes listed in a prediction, at least 1 */
    PredictionFactory(int topK) {
        this.topK = topK;
    }

    Prediction create(SourceRecord source, ImageEvent event, Classified answer, Instant now) {
        List<ClassProbability> classes = ranked(answer);
        double second = classes.size() > 1 ? classes.get(1).probability() : 0;
        ClassProbability best = classes.get(0);
        ModelInfo model = answer.model();
        return new Prediction(
                event.id(),
                shown(event.uri()),
                best.label(),
                best.probability(),
                classes.subList(0, Math.min(topK, classes.size())),
                entropy(answer.probabilities()),
                best.probability() - second,
                new Prediction.Model(model.name(), model.version()),
                event.capturedAt(),
                now,
                answer.durations(),
                source.place(),
                event.attributes());
    }

    private static List<ClassProbability> ranked(Classified answer) {
        List<String> labels = answer.model().labels();
        List<ClassProbability> classes = new ArrayList<>(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            classes.add(new ClassProbability(labels.get(i), answer.probabilities()[i]));
        }
        classes.sort(Comparator.comparingDouble(ClassProbability::probability).reversed());
        return classes;
    }

    private static double entropy(float[] probabilities) {
        double entropy = 0;
        for (float p : probabilities) {
            if (p > 0) {
                entropy -= p * Math.log(p);
            }
        }
        return entropy;
    }

    private static @Nullable String shown(@Nullable String uri) {
        if (uri == null
                || uri.length() <= URI_SHOWN
                || !uri.toLowerCase(Locale.ROOT).startsWith("data:")) {
            return uri;
        }
        return uri.substring(0, URI_SHOWN) + Prediction.CUT;
    }
}
