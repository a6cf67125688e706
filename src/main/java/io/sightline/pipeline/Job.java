package io.sightline.pipeline;

import io.sightline.image.Pixels;
import java.util.concurrent.CompletableFuture;

/**
 * A picture on its way through the {@link Batcher}.
 *
 * @param result completed once the model has run on it, or will not
 * @param submitted reading of the {@linkplain System#nanoTime nanosecond clock}
 */
record Job(Pixels pixels, CompletableFuture<Scored> result, long submitted) {
    Job(Pixels pixels) {
        this(pixels, new CompletableFuture<>(), System.nanoTime());
    }
}
