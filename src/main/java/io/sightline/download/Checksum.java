package io.sightline.download;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.codec.digest.DigestUtils;

/**
 * The checksum that is published for a file.
 *
 * @param algorithm as Java names it: {@code MD5}, {@code SHA-256}
 * @param hex lower case
 */
public record Checksum(String algorithm, String hex) {
    private static final String MD5 = "MD5";
    private static final String SHA_256 = "SHA-256";

    /** An MD5. */
    public static Checksum md5(String hex) {
        return new Checksum(MD5, hex);
    }

    /** A SHA-256. */
    public static Checksum sha256(String hex) {
        return new Checksum(SHA_256, hex);
    }

    /** The SHA-256 of a file. */
    public static Checksum sha256(Path file) throws IOException {
        return sha256("").of(file);
    }

    /** The checksum of a file by the same algorithm. */
    public Checksum of(Path file) throws IOException {
        return new Checksum(algorithm, new DigestUtils(algorithm).digestAsHex(file.toFile()));
    }
}
