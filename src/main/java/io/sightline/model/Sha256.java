package io.sightline.model;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;

/** Fingerprints of a bundle's files. */
final class Sha256 {
    private Sha256() {}

    /** SHA-256 of a file's bytes, in lower-case hexadecimal. */
    static String of(Path file) {
        try {
            return new DigestUtils(DigestUtils.getSha256Digest()).digestAsHex(file);
        } catch (IOException e) {
            throw new ModelException("cannot read " + file + ": " + e, e);
        }
    }
}
