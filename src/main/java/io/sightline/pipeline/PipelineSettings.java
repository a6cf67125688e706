package io.sightline.pipeline;

import io.sightline.config.Settings;
import java.time.Duration;

/**
 * How much of the machine the pipeline takes.
 *
 * @param inFlight most images between submission and result
 * @param fetchThreads images fetched at a time
 * @param decodeThreads images decoded at a time
 * @param deadline for fetching and decoding one image
 */
public record PipelineSettings(int inFlight, int fetchThreads, int decodeThreads, Duration deadline) {

    public static PipelineSettings from(Settings settings) {
        int decodeThreads = settings.getInt(Settings.IMAGE_DECODE_THREADS);
        return new PipelineSettings(
                settings.getInt(Settings.IN_FLIGHT_MAX),
                settings.getInt(Settings.IMAGE_FETCH_THREADS),
                decodeThreads == 0 ? Runtime.getRuntime().availableProcessors() : decodeThreads,
                Duration.ofMillis(settings.getLong(Settings.IMAGE_DEADLINE_MS)));
    }

    /** The same with another bound on what is in flight. */
    public PipelineSettings withInFlight(int images) {
        return new PipelineSettings(images, fetchThreads, decodeThreads, deadline);
    }
}
