package io.sightline.service;

import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many images may be in flight: as many as the setting allows, or fewer for a slow model. A record
 * that waits for room behind a full window must not wait for as long as a record behind a model that
 * hangs, else the service would take its own slowness for a stall.
 */
final class InFlightWindow {
    /** The rest is for fetching, and for a model that is slower under load than when it was measured. */
    private static final double SAFE_SHARE = 0.5;

    private static final Logger logger = LoggerFactory.getLogger(InFlightWindow.class);

    private InFlightWindow() {}

    /**
     * The window for a model: what it classifies in half of the stall limit, at least one batch, at most
     * what the setting allows.
     *
     * @param max the setting {@code in.flight.max}
     * @param batch images in a full batch
     * @param imagesPerSecond the model's speed with full batches
     * @param stallLimit how long a record may wait for room before the service is declared stuck
     */
    static int of(int max, int batch, double imagesPerSecond, Duration stallLimit) {
        double classified = imagesPerSecond * SAFE_SHARE * stallLimit.toMillis() / 1000;
        int window = (int) Math.min(max, Math.max(batch, Math.floor(classified)));
        if (window < max) {
            logger.info(
                    "The model classifies {} images/s: {} are kept in flight at a time, not {} (in.flight.max), so that"
                            + " none waits for the {} s after which the model counts as stuck",
                    String.format(Locale.ROOT, "%.1f", imagesPerSecond),
                    window,
                    max,
                    stallLimit.toSeconds());
        }
        return window;
    }
}
