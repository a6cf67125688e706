package io.sightline.learning.run;

import io.sightline.config.LearningSettings;
import io.sightline.config.Settings;
import io.sightline.learning.examples.ExampleSet;
import io.sightline.learning.examples.PictureStore;
import io.sightline.model.Bundle;
import io.sightline.training.Strategy;
import java.nio.file.Path;
import java.time.Instant;

/** How a challenger is made of a champion and examples. */
public interface LearningRun {

    /**
     * The one that the settings ask for.
     *
     * @param folder for features that later runs find again
     */
    static LearningRun of(Settings settings, Path folder) {
        return settings.getString(LearningSettings.STRATEGY).equals(Strategy.FINE_TUNING.id())
                ? new TuningRun(settings)
                : new HeadRun(settings, folder);
    }

    /**
     * Trains a challenger and compares it with the champion.
     *
     * @param champion the model to better
     * @param set what to learn from
     * @param pictures has the files of all of the set
     * @param out folder that the challenger is written to
     * @param run name of the run, for the manifest
     * @param at the moment the run was triggered, for the manifest
     * @throws io.sightline.learning.examples.LearningException if there is not enough to learn from
     * @throws RunStoppedException if the control says so
     * @throws io.sightline.model.ModelException if the champion cannot be used
     */
    Challenger run(
            Bundle champion,
            ExampleSet set,
            PictureStore pictures,
            Path out,
            String run,
            Instant at,
            RunControl control);
}
