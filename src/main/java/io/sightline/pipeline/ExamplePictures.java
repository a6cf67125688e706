package io.sightline.pipeline;

import io.sightline.event.ImageEvent;
import io.sightline.image.ImageFetcher;
import io.sightline.image.SmallJpegs;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * From an image to the small JPEG that models learn from: turned upright where the service does so,
 * without metadata. The same picture gives the same bytes.
 *
 * <p>Threading notes: any number of threads may submit.
 */
public final class ExamplePictures implements AutoCloseable {
    private static final int IN_FLIGHT = 64;

    private final SmallJpegs jpegs;
    private final PictureFetching fetching;

    /**
     * A picture to learn from.
     *
     * @param jpeg the small JPEG
     * @param sourceSha256 of the picture as it was fetched, lower-case hexadecimal
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public record Made(byte[] jpeg, String sourceSha256) {}

    /**
     * Starts the threads. The fetcher and the maker of JPEGs stay the caller's to close, afterwards.
     *
     * @param threads pictures fetched and made at a time
     * @param deadline for one of them
     */
    public ExamplePictures(ImageFetcher fetcher, SmallJpegs jpegs, int threads, Duration deadline) {
        this.jpegs = jpegs;
        this.fetching = new PictureFetching(fetcher, "example", threads, threads, IN_FLIGHT, deadline);
    }

    /**
     * Starts one picture on its way.
     *
     * @param event found out on a thread of the pool; may throw what rejects the image
     * @param orient whether to turn the picture upright by its EXIF orientation
     * @param wait how long to wait for room
     * @return completed with the picture; exceptionally with {@link
     *     io.sightline.event.ImageRejectedException} when the image is at fault
     * @throws PipelineStalledException if there was no room within {@code wait}
     */
    public CompletableFuture<Made> submit(Supplier<ImageEvent> event, boolean orient, Duration wait) {
        return fetching.submit(
                event,
                wait,
                bytes -> new Made(jpegs.jpeg(bytes, orient), DigestUtils.sha256Hex(bytes)),
                (made, times, result) -> result.complete(made));
    }

    /** Most pictures between submission and result. */
    public int maxInFlight() {
        return IN_FLIGHT;
    }

    /** Stops the threads; pictures still in flight fail. */
    @Override
    public void close() {
        fetching.close();
    }
}
