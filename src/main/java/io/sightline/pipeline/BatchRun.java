package io.sightline.pipeline;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import io.sightline.image.Pixels;
import io.sightline.model.Classifier;
import io.sightline.model.ModelException;
import io.sightline.model.ModelInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
    private static final Logger logger = LoggerFactory.getLogger(BatchRun.class);

    private BatchRun() {}

    /** Runs the model on a batch that is not empty, and completes the results of its jobs. */
    static void classify(Classifier model, List<Job> batch) {
        run(model, batch);
    }

    /** Returns the failure that is the model's own, with which no picture is at fault; null if there is none. */
    private static @Nullable ModelException run(Classifier model, List<Job> batch) {
        long start = System.nanoTime();
        List<float[]> probabilities;
        try {
            probabilities = model.classify(pictures(model.info(), batch));
        } catch (RuntimeException e) {
            return batch.size() == 1
                    ? fail(model, batch.get(0), "failed: " + e.getMessage(), e, null)
                    : runAlone(model, batch, e);
        }
        long duration = System.nanoTime() - start;
        ModelException broken = null;
        for (int i = 0; i < batch.size(); i++) {
            Job job = batch.get(i);
            float[] p = probabilities.get(i);
            if (finite(p)) {
                job.result().complete(new Scored(p, model.info(), start - job.submitted(), duration));
            } else {
                String what = "gave a probability that is not a number";
                broken = fail(model, job, what, new ModelException(what), broken);
            }
        }
        return broken;
    }

    /**
     * A picture that makes the model fail must not take its neighbours with it: each runs alone, until it is plain that
     * the model is at fault. A failure may take seconds.
     */
    private static @Nullable ModelException runAlone(Classifier model, List<Job> batch, RuntimeException failure) {
        logger.warn("A batch of {} failed ({}); running its pictures one by one", batch.size(), failure.toString());
        ModelException broken = null;
        for (Job job : batch) {
            if (broken == null) {
                broken = run(model, List.of(job));
            } else {
                job.result().completeExceptionally(broken);
            }
        }
        return broken;
    }

    /**
     * A model that can do nothing any more would make dead letters of all that comes.
     *
     * @param broken the model's failure, if that is known already
     * @return the model's failure; null if the picture is at fault
     */
    private static @Nullable ModelException fail(
            Classifier model, Job job, String what, RuntimeException cause, @Nullable ModelException broken) {
        String name =
                "model " + model.info().name() + " version " + model.info().version();
        ModelException failure = broken;
        if (failure == null && !works(model)) {
            failure = new ModelException(
                    name + " cannot classify a plain grey picture any more either, so no picture is at fault; it "
                            + what,
                    cause);
        }
        job.result()
                .completeExceptionally(
                        failure == null
                                ? new ImageRejectedException(
                                        DeadLetterReason.INFERENCE_FAILED, name + " " + what, cause)
                                : failure);
        return failure;
    }

    private static boolean works(Classifier model) {
        try {
            model.requireAnswer();
            return true;
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
