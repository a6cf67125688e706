package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a picture's bytes. */
public final class ImageDigest {
    private ImageDigest() {}

    /** Lower-case hexadecimal SHA-256. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
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
