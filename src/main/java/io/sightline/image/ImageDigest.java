package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import org.apache.commons.codec.digest.DigestUtils;

/** SHA-256 of a picture's bytes. */
public final class ImageDigest {
    private ImageDigest() {}

    /** Lower-case hexadecimal SHA-256. */
    public static String sha256(byte[] bytes) {
        return DigestUtils.sha256Hex(bytes);
    }

    /**
     * Makes sure that the bytes are those the event was written for.
     *
     * @param expected hexadecimal SHA-256, in either case
     * @throws ImageRejectedException ({@code digest-mismatch}) if they are not
     */
    public static void check(byte[] bytes, String expected) {
        String actual = sha256(bytes);
        if (!actual.equalsIgnoreCase(expected)) {
            throw new ImageRejectedException(
                    DeadLetterReason.DIGEST_MISMATCH,
                    "the bytes have SHA-256 " + actual + ", the event states " + expected);
        }
    }
}
