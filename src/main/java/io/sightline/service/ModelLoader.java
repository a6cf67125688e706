package io.sightline.service;

import io.sightline.metrics.Metrics;
import io.sightline.model.Bundle;
import io.sightline.model.ModelInfo;
import io.sightline.model.ServingModel;
import io.sightline.pipeline.BatchSettings;
import io.sightline.pipeline.BatchTuner;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes models ready to serve: loaded, and run once in every batch size. One that shares its backbone
 * with the model that serves is ready at once.
 */
final class ModelLoader {
    private static final Logger logger = LoggerFactory.getLogger(ModelLoader.class);

    private final PrecisionChoice precision;
    private final Metrics metrics;
    private BatchSettings batches;
    private double imagesPerSecond;

    ModelLoader(BatchSettings batches, PrecisionChoice precision, Metrics metrics) {
        this.batches = batches;
        this.precision = precision;
        this.metrics = metrics;
    }

    /**
     * Makes a bundle ready, and sure that it answers.
     *
     * @param serving what serves now, if anything does
     * @return the caller's to close
     * @throws io.sightline.model.ModelException if it cannot be loaded, or gives a plain grey picture anything but a number
     *     for each label
     */
    ServingModel load(Bundle bundle, Optional<ServingModel> serving) {
        long start = System.nanoTime();
        Optional<ServingModel> sharing =
                serving.filter(old -> precision.allows(old.precision(), bundle)).flatMap(old -> old.withHeadOf(bundle));
        sharing.ifPresent(shared -> precision.shared(bundle, shared.precision()));
        ServingModel model = sharing.orElseGet(() -> warm(bundle, serving.isEmpty()));
        try {
            model.requireAnswer();
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        ModelInfo info = model.info();
        metrics.model(info.name(), info.version(), seconds);
        logger.info(
                "Model {} version {} is warm after {} s: {} classes, {}x{}",
                info.name(),
                info.version(),
                String.format(Locale.ROOT, "%.1f", seconds),
                info.labels().size(),
                info.height(),
                info.width());
        return model;
    }

    /** The batches that models are made ready for: those that the first is fastest in, if they are to be tuned. */
    BatchSettings batches() {
        return batches;
    }

    /** What numbers the last model computes with, and why; null before the first. */
    PrecisionChoice.@Nullable Choice precision() {
        return precision.last();
    }

    /** Speed, with full batches, of the first model. */
    double imagesPerSecond() {
        return imagesPerSecond;
    }

    private ServingModel warm(Bundle bundle, boolean first) {
        ServingModel model = precision.load(bundle, batches, first);
        try {
            if (first) { // beside one that serves it would cost that one's pictures time
                BatchTuner.Tuned tuned =
                        batches.tune() ? BatchTuner.tune(model, batches) : BatchTuner.untuned(model, batches);
                batches = tuned.batches();
                imagesPerSecond = tuned.imagesPerSecond();
            }
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }
}
