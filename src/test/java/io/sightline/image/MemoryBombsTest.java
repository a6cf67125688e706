package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small pictures that need much memory. A process whose heap is full ends, and would be sent the same picture again
 * when it is back: so it must not come to that.
 */
class MemoryBombsTest {
    private static final int HEAP_MB = 256;

    @TempDir
    Path folder;

    @Test
    void aPixelOfAHundredSamplesIsNotDecoded() throws Exception {
        byte[] data = deflated(1000);
        Path bomb = file(TiffFile.deep(1000, 1000, 100)
                .with(TiffFile.STRIP_BYTE_COUNTS, data.length)
                .bytes(data));

        assertThat(outcomes(List.of(bomb, good()))).containsExactly("too-large", "decoded");
    }

    @Test
    void aPartOfTwoGigabytesIsNotBelieved() throws Exception {
        ByteBuffer webp = ByteBuffer.allocate(30).order(ByteOrder.LITTLE_ENDIAN);
        webp.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(Integer.MAX_VALUE - 15);
        webp.put("WEBPEXIF".getBytes(StandardCharsets.US_ASCII)).putInt(Integer.MAX_VALUE - 255);

        assertThat(outcomes(List.of(file(webp.array()), good()))).containsExactly("corrupt-image", "decoded");
    }

    @Test
    void largePicturesTakeTurns() throws Exception {
        int side = 4000;
        byte[] data = deflated(side * side);
        Path large = file(TiffFile.grey(side, side, 8)
                .with(TiffFile.STRIP_BYTE_COUNTS, data.length)
                .bytes(data));

        assertThat(outcomes(Collections.nCopies(24, large))).hasSize(24).containsOnly("decoded");
    }

    @Test
    void picturesOfManyTablesTakeTurns() throws Exception {
        Path bomb = file(LosslessWebP.ofGroups(1 << 16));

        assertThat(outcomes(1024, Collections.nCopies(12, bomb))).hasSize(12).containsOnly("decoded");
    }

    private List<String> outcomes(List<Path> pictures) throws Exception {
        return outcomes(HEAP_MB, pictures);
    }

    private List<String> outcomes(int heapMb, List<Path> pictures) throws Exception {
        return DecoderProcess.run(heapMb, pictures, folder.resolve("outcomes.txt"));
    }

    private Path good() throws Exception {
        return file(TestPictures.jpeg(40, 30));
    }

    private Path file(byte[] picture) throws Exception {
        return Files.write(Files.createTempFile(folder, "picture", ""), picture);
    }

    private static byte[] deflated(int zeros) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(new byte[zeros]);
        }
        return out.toByteArray();
    }
}
