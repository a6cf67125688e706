package io.sightline.service;

import io.sightline.config.Settings;
import io.sightline.metrics.Metrics;
import io.sightline.model.Bundle;
import io.sightline.model.ModelInfo;
import io.sightline.model.SavedModelClassifier;
import io.sightline.pipeline.BatchSettings;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model that has run once in every batch size.
 *
 * @param classifier the caller's to close
 * @param imagesPerSecond its speed with full batches, measured while nothing else ran
 */
record WarmModel(SavedModelClassifier classifier, double imagesPerSecond) {
    private static final Logger logger = LoggerFactory.getLogger(WarmModel.class);

    /**
     * Loads the model of the settings and warms it up.
     *
     * @throws ConfigException if the settings name none
     * @throws io.sightline.model.ModelException if it cannot be loaded
     */
    static WarmModel load(Settings settings, Metrics metrics) {
        String folder = settings.getString(Settings.MODEL_DIR);
        if (folder.isEmpty()) {
            throw new ConfigException(
                    Settings.MODEL_DIR, folder, "there is no model to serve; `sightline train` makes one");
        }
        long start = System.nanoTime();
        SavedModelClassifier classifier = SavedModelClassifier.load(Bundle.read(Path.of(folder)));
        try {
            double imagesPerSecond =
                    classifier.warmUp(BatchSettings.from(settings).ladder());
            double seconds = (System.nanoTime() - start) / 1e9;
            ModelInfo info = classifier.info();
            metrics.model(info.name(), info.version(), seconds);
            logger.info(
                    "Model {} version {} is warm after {} s: {} classes, {}x{}, {} images/s",
                    info.name(),
                    info.version(),
                    String.format(Locale.ROOT, "%.1f", seconds),
                    info.labels().size(),
                    info.height(),
                    info.width(),
                    String.format(Locale.ROOT, "%.0f", imagesPerSecond));
            return new WarmModel(classifier, imagesPerSecond);
        } catch (RuntimeException e) {
            classifier.close();
            throw e;
        }
    }
}
