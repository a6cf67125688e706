package io.sightline.pipeline;

import io.sightline.event.ImageEvent;
import io.sightline.event.Prediction.Durations;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageFetcher;
import io.sightline.image.Pixels;
import io.sightline.metrics.Metrics;
import io.sightline.model.LiveModel;
import io.sightline.model.ModelInfo;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * From an image event to class probabilities: fetched by {@link PictureFetching}, decoded on the same
 * thread, a few at a time, so that decoding does not fight the engine for processors, and inferred by the
 * {@link Batcher}, the thread waiting while its queue is full. Waiting for the model is no fault of the image and
 * is not limited.
 *
 * <p>Threading notes: any number of threads may submit; futures complete on the pipeline's threads, so
 * what is chained to them must be quick.
 */
public final class ImagePipeline implements AutoCloseable {
    private final ImageDecoder decoder;
    private final PipelineSettings settings;
    private final LiveModel model;
    private final Batcher batcher;
    private final PictureFetching fetching;

    /**
     * Starts the pipeline's threads. The fetcher, the decoder and the model stay the caller's to close,
     * after the pipeline.
     */
    public ImagePipeline(
            ImageFetcher fetcher,
            ImageDecoder decoder,
            LiveModel model,
            BatchSettings batches,
            PipelineSettings settings,
            Metrics metrics) {
        this.decoder = decoder;
        this.settings = settings;
        this.model = model;
        this.batcher = new Batcher(model, batches, metrics, decoder::recycle);
        this.fetching = new PictureFetching(
                fetcher,
                "fetch",
                settings.fetchThreads(),
                settings.decodeThreads(),
                settings.inFlight(),
                settings.deadline());
    }

    /** A picture ready for the model, and how long decoding took. */
    private record Decoded(Pixels pixels, long nanos) {}

    /**
     * Starts one image on its way.
     *
     * @param wait how long to wait for room
     * @return completed with the answer; exceptionally with {@link
     *     io.sightline.event.ImageRejectedException} when the image is at fault, with anything else when
     *     the service is
     * @throws PipelineStalledException if there was no room within {@code wait}
     */
    public CompletableFuture<Classified> submit(ImageEvent event, Duration wait) {
        return fetching.submit(() -> event, wait, this::decode, this::infer);
    }

    /** Most images between submission and result. */
    public int maxInFlight() {
        return settings.inFlight();
    }

    private Decoded decode(byte[] bytes) {
        long start = System.nanoTime();
        ModelInfo info = model.info();
        Pixels pixels = decoder.decode(bytes, info.height(), info.width(), info.orientation());
        return new Decoded(pixels, System.nanoTime() - start);
    }

    private void infer(Decoded decoded, PictureFetching.Times times, CompletableFuture<Classified> result)
            throws InterruptedException {
        CompletableFuture<Scored> inference = batcher.submit(decoded.pixels());
        // Where nobody waits for the answer any more, the picture is not to take a place in a batch.
        result.whenComplete((answer, end) -> inference.cancel(false));
        inference.whenComplete((scored, failure) -> {
            if (failure == null) {
                Durations durations = new Durations(
                        millis(times.fetching()),
                        millis(decoded.nanos()),
                        millis(times.waiting() + scored.queueNanos()),
                        millis(scored.inferenceNanos()));
                result.complete(new Classified(scored.probabilities(), scored.model(), durations, System.nanoTime()));
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    /** Stops the threads; images still in flight fail. */
    @Override
    public void close() {
        fetching.close();
        batcher.close();
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 10_000.0) / 100.0;
    }
}
