package io.sightline.cnn;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Reference files that lie beside the project on some machines; tests that need them skip elsewhere. */
public final class Shared {
    private Shared() {}

    public static Path file(String name) {
        Path file = Path.of("..", "shared").resolve(name);
        assumeTrue(Files.exists(file), () -> file + " is not here");
        return file;
    }
}
