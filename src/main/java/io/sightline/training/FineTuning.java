package io.sightline.training;

import io.sightline.training.fit.FitSettings;

/**
 * How the upper layers of the backbone are trained once the head is.
 *
 * @param unfreezeFrom the first layer that is trained: its name, its block's, or a count from the top;
 *     see {@link io.sightline.cnn.NetworkCut#of}
 * @param fit how; the learning rate should be very low, as what the layers know is good already
 */
public record FineTuning(String unfreezeFrom, FitSettings fit) {}
