package io.sightline.demo.pictures;

import io.sightline.event.DeadLetterReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** What goes wrong on a real line: pictures that can only become dead letters. */
public final class BrokenPictures {
    private static final int HUGE = 50_000;

    private BrokenPictures() {}

    /**
     * A picture that cannot be classified.
     *
     * @param name what is wrong, for people
     * @param uri where it is, or should be
     * @param reason what its dead letter must say
     */
    public record Broken(String name, String uri, DeadLetterReason reason) {}

    /**
     * Writes one broken picture of each kind.
     *
     * @param folder made where it does not exist; must be among the allowed file roots
     * @param good an ordinary picture to damage
     */
    public static List<Broken> write(Path folder, byte[] good) throws IOException {
        Files.createDirectories(folder);
        Path truncated = Files.write(folder.resolve("truncated.jpg"), Arrays.copyOf(good, good.length / 2));
        Path text = Files.writeString(folder.resolve("not-a-picture.jpg"), "camera 3: lens cover closed\n");
        Path empty = Files.write(folder.resolve("empty.jpg"), new byte[0]);
        Path huge = Files.write(folder.resolve("huge.png"), pngHeader(HUGE, HUGE));
        return List.of(
                broken("cut off in the middle", truncated, DeadLetterReason.CORRUPT_IMAGE),
                broken("not a picture", text, DeadLetterReason.UNSUPPORTED_FORMAT),
                broken("empty file", empty, DeadLetterReason.UNSUPPORTED_FORMAT),
                broken("50000 x 50000 pixels", huge, DeadLetterReason.TOO_LARGE),
                broken("no such file", folder.resolve("missing.jpg"), DeadLetterReason.NOT_FOUND),
                new Broken("outside the allowed folders", "file:///etc/hostname", DeadLetterReason.URI_NOT_ALLOWED),
                new Broken(
                        "an address inside the network",
                        "http://169.254.169.254/latest/meta-data",
                        DeadLetterReason.URI_NOT_ALLOWED));
    }

    private static Broken broken(String name, Path file, DeadLetterReason reason) {
        return new Broken(name, file.toAbsolutePath().toUri().toString(), reason);
    }

    /** A correct PNG header that promises a size; nothing of it need be there to be refused. */
    private static byte[] pngHeader(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(17)
                .put("IHDR".getBytes(StandardCharsets.US_ASCII))
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header.array());
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put(header.array())
                .putInt((int) crc.getValue())
                .array();
    }
}
