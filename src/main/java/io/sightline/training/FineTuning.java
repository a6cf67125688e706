package io.sightline.training;

import io.sightline.cnn.Backbone;
import io.sightline.training.fit.FitSettings;
import io.sightline.training.schedule.ScheduleSpec;

/**
 * How the upper layers of the backbone are trained once the head is.
 *
 * @param unfreezeFrom the first layer that is trained: its name, its block's, or a count from the top;
 *     see {@link io.sightline.cnn.NetworkCut#of}
 * @param fit how; the learning rate should be very low, as what the layers know is good already
 */
public record FineTuning(String unfreezeFrom, FitSettings fit) {
    /** Passes over the training pictures where none is asked for. */
    public static final int EPOCHS = 10;

    /** Adam's highest learning rate where none is asked for. */
    public static final float LEARNING_RATE = 3e-5f;

    /**
     * The learning rate's course where none is asked for. Adam's first steps are all of full length, however
     * little it knows of the gradients, so that they had better be short ones.
     */
    public static final ScheduleSpec SCHEDULE = ScheduleSpec.parse("cosine,warmup=0.1");

    /**
     * From the last stage of a backbone on, with the default epochs, rate and schedule.
     *
     * @param head how the head is trained; all else is taken from it
     */
    public static FineTuning defaults(Backbone backbone, FitSettings head) {
        return new FineTuning(
                backbone.lastStage(),
                head.with(EPOCHS, LEARNING_RATE, head.seed()).with(SCHEDULE));
    }
}
