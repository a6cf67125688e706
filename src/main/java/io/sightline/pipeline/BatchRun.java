package io.sightline.pipeline;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import io.sightline.image.Pixels;
import io.sightline.model.Classifier;
import io.sightline.model.ModelException;
import io.sightline.model.ModelInfo;
import java.util.Arrays;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the model on batches and answers their pictures. A batch on
 * which the model fails is run again picture by picture, so that only the one at fault is rejected; none is where the
 * model fails on a plain grey one as well.
 *
 * <p>Threading notes: any number of threads.
 */
final class BatchRun {
    /** In the middle of 0 to 255. */
    private static final float GREY = 128;

    private static final Logger logger = LoggerFactory.getLogger(BatchRun.class);

    /** Runs the model on a batch that is not empty, and completes the results of its jobs. */
    void classify(Classifier model, List<Job> batch) {
        long start = System.nanoTime();
        List<float[]> probabilities;
        try {
            probabilities = model.classify(pictures(model.info(), batch));
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
                String what = "gave a probability that is not a number";
                job.result().completeExceptionally(failure(model, what, new ModelException(what)));
            }
        }
    }

    /** A picture that makes the model fail must not take its neighbours with it: each runs alone. */
    private void isolate(Classifier model, List<Job> batch, RuntimeException failure) {
        if (batch.size() == 1) {
            batch.get(0).result().completeExceptionally(failure(model, "failed: " + failure.getMessage(), failure));
            return;
        }
        logger.warn("A batch of {} failed ({}); running its pictures one by one", batch.size(), failure.toString());
        batch.forEach(job -> classify(model, List.of(job)));
    }

    /** A model that can do nothing any more would make dead letters of all that comes. */
    private static RuntimeException failure(Classifier model, String what, RuntimeException cause) {
        String name =
                "model " + model.info().name() + " version " + model.info().version();
        return works(model)
                ? new ImageRejectedException(DeadLetterReason.INFERENCE_FAILED, name + " " + what, cause)
                : new ModelException(
                        name + " cannot classify a plain grey picture any more either, so no picture is at fault; it "
                                + what,
                        cause);
    }

    private static boolean works(Classifier model) {
        ModelInfo info = model.info();
        float[] grey = new float[info.height() * info.width() * 3];
        Arrays.fill(grey, GREY);
        try {
            return model.classify(List.of(new Pixels(grey, info.height(), info.width()))).stream()
                    .allMatch(BatchRun::finite);
        } catch (RuntimeException e) {
            logger.error("The model cannot classify a plain grey picture", e);
            return false;
        }
    }

    /** Pictures that were decoded for a model of another size, just before it was replaced, are resized. */
    private static List<Pixels> pictures(ModelInfo info, List<Job> batch) {
        return batch.stream()
                .map(job -> job.pixels().resized(info.height(), info.width()))
                .toList();
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
