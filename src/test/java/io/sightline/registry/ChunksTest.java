package io.sightline.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file in chunks is the file. */
class ChunksTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, Chunks.FIRST, Chunks.FIRST + 1, Chunks.FIRST + Chunks.SIZE, 1_500_000})
    void chunksOneAfterTheOtherAreTheFile(int size) throws IOException {
        byte[] bytes = random(size);
        ByteArrayOutputStream together = new ByteArrayOutputStream();
        List<Integer> sizes = new ArrayList<>();

        PublishedFile file = Chunks.of(new ByteArrayInputStream(bytes), "a/b", (sha256, chunk) -> {
            assertThat(DigestUtils.sha256Hex(chunk)).isEqualTo(sha256);
            together.writeBytes(chunk);
            sizes.add(chunk.length);
        });

        assertThat(together.toByteArray()).isEqualTo(bytes);
        assertThat(file.size()).isEqualTo(size);
        assertThat(file.sha256()).isEqualTo(DigestUtils.sha256Hex(bytes));
        assertThat(file.chunks()).hasSameSizeAs(sizes);
        assertThat(sizes).allSatisfy(chunk -> assertThat(chunk).isBetween(1, Chunks.SIZE));
        assertThat(sizes.stream().limit(1))
                .allSatisfy(first -> assertThat(first).isLessThanOrEqualTo(Chunks.FIRST));
    }

    @Test
    void filesThatDifferAtBothEndsShareTheMiddle() throws IOException {
        byte[] bytes = random(3_000_000);
        List<String> before = chunks(bytes);
        bytes[7]++;
        bytes[bytes.length - 7]++;
        List<String> after = chunks(bytes);

        assertThat(after).hasSameSizeAs(before).hasSize(7);
        assertThat(after.subList(1, 6)).isEqualTo(before.subList(1, 6));
        assertThat(after.get(0)).isNotEqualTo(before.get(0));
        assertThat(after.get(6)).isNotEqualTo(before.get(6));
    }

    private static List<String> chunks(byte[] bytes) throws IOException {
        return Chunks.of(new ByteArrayInputStream(bytes), "a", (sha256, chunk) -> {})
                .chunks();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
