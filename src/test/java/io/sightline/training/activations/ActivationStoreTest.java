package io.sightline.training.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationStoreTest {
    private static final String CAT = "c".repeat(64);
    private static final String DOG = "d".repeat(64);
    private static final String EMU = "e".repeat(64);

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void threePictures() {
        file = folder.resolve("hidden/features.rows");
        try (ActivationStore store = new ActivationStore(file, 3)) {
            store.put(CAT, new float[] {1, 2, 3});
            store.put(DOG, new float[] {4, 5, 6});
            store.put(EMU, new float[] {7, 8, 9});
            store.put(DOG, new float[] {0, 0, 0}); // a copy of a picture is no other picture
        }
    }

    @Test
    void findsEveryPictureAgain() {
        try (ActivationStore store = new ActivationStore(file, 3)) {
            assertThat(read(store, EMU)).containsExactly(7, 8, 9);
            assertThat(read(store, CAT)).containsExactly(1, 2, 3);
            assertThat(read(store, DOG)).containsExactly(4, 5, 6);
            assertThat(store.contains("f".repeat(64))).isFalse();
            assertThatThrownBy(() -> read(store, "f".repeat(64))).hasMessageContaining("fff");
        }
    }

    @Test
    void aRowThatWasCutOffIsForgottenAndComputedAnew() throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.setLength(opened.length() - 5);
        }
        try (ActivationStore store = new ActivationStore(file, 3)) {
            assertThat(store.contains(DOG)).isTrue();
            assertThat(store.contains(EMU)).isFalse();
            store.put(EMU, new float[] {7, 7, 7});
        }
        try (ActivationStore store = new ActivationStore(file, 3)) {
            assertThat(read(store, EMU)).containsExactly(7, 7, 7);
        }
    }

    @Test
    void whatFollowsADamagedRowIsNotTrusted() throws IOException {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.seek(ActivationStore.rowBytes(3) + 40);
            opened.write(0x55);
        }
        try (ActivationStore store = new ActivationStore(file, 3)) {
            assertThat(store.contains(CAT)).isTrue();
            assertThat(store.contains(DOG)).isFalse();
            assertThat(store.contains(EMU)).isFalse();
        }
        assertThat(Files.size(file)).isEqualTo(ActivationStore.rowBytes(3));
    }

    private static float[] read(ActivationStore store, String sha256) {
        float[] values = new float[3];
        store.read(sha256, values, 0);
        return values;
    }
}
