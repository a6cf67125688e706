package io.sightline.pipeline;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import io.sightline.image.Pixels;
import io.sightline.model.Classifier;
import io.sightline.model.ModelInfo;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the model on batches, padded up to the sizes it is warm for, and answers their pictures. A batch on
 * which the model fails is run again picture by picture, so that only the one at fault is rejected.
 *
 * <p>Threading notes: for one thread.
 */
final class BatchRun {
    private static final Logger logger = LoggerFactory.getLogger(BatchRun.class);

    private final BatchSettings settings;
    private @Nullable Pixels blank;

    BatchRun(BatchSettings settings) {
        this.settings = settings;
    }

    /** Runs the model on a batch that is not empty, and completes the results of its jobs. */
    void classify(Classifier model, List<Job> batch) {
        long start = System.nanoTime();
        List<float[]> probabilities;
        try {
            probabilities = model.classify(padded(model.info(), batch));
        } catch (RuntimeException e) {
            isolate(model, batch, e);
            return;
        }
        long duration = System.nanoTime() - start;
        for (int i = 0; i < batch.size(); i++) {
            Job job = batch.get(i);
            float[] p = probabilities.get(i);
            if (finite(p)) {
                job.result().complete(new Scored(p, model.info(), start - job.submitted(), duration));
            } else {
                job.result()
                        .completeExceptionally(new ImageRejectedException(
                                DeadLetterReason.INFERENCE_FAILED,
                                "model " + model.info().name() + " gave a probability that is not a number"));
            }
        }
    }

    /** A picture that makes the model fail must not take its neighbours with it: each runs alone. */
    private void isolate(Classifier model, List<Job> batch, RuntimeException failure) {
        if (batch.size() == 1) {
            batch.get(0)
                    .result()
                    .completeExceptionally(new ImageRejectedException(
                            DeadLetterReason.INFERENCE_FAILED,
                            "model " + model.info().name() + " failed: " + failure.getMessage(),
                            failure));
            return;
        }
        logger.warn("A batch of {} failed ({}); running its pictures one by one", batch.size(), failure.toString());
        batch.forEach(job -> classify(model, List.of(job)));
    }

    /** Pictures that were decoded for a model of another size, just before it was replaced, are resized. */
    private List<Pixels> padded(ModelInfo info, List<Job> batch) {
        int size = settings.padded(batch.size());
        List<Pixels> pictures = new ArrayList<>(size);
        batch.forEach(job -> pictures.add(job.pixels().resized(info.height(), info.width())));
        while (pictures.size() < size) {
            pictures.add(blank(info));
        }
        return pictures;
    }

    private Pixels blank(ModelInfo info) {
        if (blank == null || blank.height() != info.height() || blank.width() != info.width()) {
            blank = new Pixels(new float[info.height() * info.width() * 3], info.height(), info.width());
        }
        return blank;
    }

    private static boolean finite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
