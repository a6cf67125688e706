package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;

/** The limit on decoded size, asked before decoding. */
record PixelLimit(long maxPixels) {

    void check(ImageFormat format, long pixels) {
        if (pixels > maxPixels) {
            throw new ImageRejectedException(
                    DeadLetterReason.TOO_LARGE,
                    "the " + format.title() + " has " + pixels + " pixels, more than " + maxPixels
                            + "; setting image.max.pixels");
        }
    }
}
