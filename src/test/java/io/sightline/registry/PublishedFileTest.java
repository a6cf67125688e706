package io.sightline.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from a topic never leads out of the folder it is written to. */
class PublishedFileTest {
    private static final String HASH = "0".repeat(64);

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/etc/passwd", "..", "../x", "a/../../x", "a/..", "a//b", "a/", "./a", "a\\..\\..\\x", "C:/x"
            })
    void pathsThatLeadElsewhereAreRefused(String path) {
        assertThatThrownBy(() -> new PublishedFile(path, 1, HASH, List.of(HASH)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"saved_model.pb", "assets/labels.txt", "a..b/c", "été/x y"})
    void othersAreTaken(String path) {
        assertThat(new PublishedFile(path, 1, HASH, List.of(HASH)).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../versions/1",
                "a/b/versions/1",
                "./versions/1",
                "a/versions/0",
                "a/versions/01",
                "a/chunks/../x",
                "a/chunks/ABC",
                "a/aliases/other",
                "/versions/1",
                "a\n/versions/1"
            })
    void keysThatAreNoneOfTheRegistrysAreNotTakenForOne(String key) {
        assertThat(RegistryKey.read(key.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cats vs dogs/versions/12", "línea-1.v2/aliases/champion"})
    void keysAreReadAsTheyAreWritten(String key) {
        assertThat(RegistryKey.read(key.getBytes(StandardCharsets.UTF_8)).orElseThrow())
                .hasToString(key);
    }
}
