package io.sightline.image;

import static io.sightline.event.DeadLetterReason.TOO_LARGE;
import static io.sightline.image.Rejections.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cameras write files while they are read. */
class LimitedReaderTest {
    private static final int MOST = 500_000;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 299_999, 300_000, 300_001, MOST})
    void aFileIsReadWholeWhateverItsSizeWasAMomentAgo(int before) throws IOException {
        byte[] bytes = random(300_000);

        assertThat(read(bytes, before)).isEqualTo(bytes);
    }

    @Test
    void aFileThatGrowsBeyondTheLimitIsRefusedWithTheLimit() {
        byte[] bytes = random(MOST + 1);

        assertRefused(() -> read(bytes, MOST), TOO_LARGE).contains("more than 500000 bytes");
        assertRefused(() -> read(bytes, 10), TOO_LARGE).contains("more than 500000 bytes");
    }

    @Test
    void aFileThatIsTooLargeIsNotReadAtAll() {
        assertRefused(() -> LimitedReader.readAll(unreadable(), MOST + 1L, MOST, "file:///a.jpg"), TOO_LARGE);
        assertRefused(() -> LimitedReader.readAll(unreadable(), Long.MAX_VALUE, MOST, "file:///a.jpg"), TOO_LARGE);
    }

    @Test
    void aFileOfJustTheLimitIsRead() throws IOException {
        byte[] bytes = random(MOST);

        assertThat(read(bytes, MOST)).isEqualTo(bytes);
        assertThat(read(bytes, 7)).isEqualTo(bytes);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private static InputStream unreadable() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("nobody should read this");
            }
        };
    }

    private static byte[] read(byte[] bytes, long before) throws IOException {
        return LimitedReader.readAll(new ByteArrayInputStream(bytes), before, MOST, "file:///a.jpg");
    }
}
