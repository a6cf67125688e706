package io.sightline.chaos;

import io.sightline.service.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The wall clock of processes that start with it, which can be set while they run. Their other clocks
 * stay right, as they do where somebody sets the clock of a machine. libfaketime does that too, but takes
 * locks for each look at a clock, with which a JVM is ten times slower.
 */
final class FakeClock {
    private final Path library;
    private final Path ahead;

    private FakeClock(Path library, Path ahead) {
        this.library = library;
        this.ahead = ahead;
    }

    /** A clock that is right so far; empty where there is no C compiler for it, or no Linux. */
    static Optional<FakeClock> in(Path folder) throws IOException, InterruptedException {
        Path library = folder.resolve("wall-clock.so");
        try (InputStream source = FakeClock.class.getResourceAsStream("wall-clock.c")) {
            Path file = folder.resolve("wall-clock.c");
            Files.copy(Objects.requireNonNull(source), file);
            Process compiler = new ProcessBuilder(
                            "sh", "-c", "cc -shared -fPIC -O2 -o '" + library + "' '" + file + "' -ldl")
                    .redirectErrorStream(true)
                    .start();
            compiler.getInputStream().readAllBytes();
            if (compiler.waitFor() != 0 || !System.getProperty("os.name").equals("Linux")) {
                return Optional.empty();
            }
        }
        FakeClock clock = new FakeClock(library, Files.createFile(folder.resolve("wall-clock-ahead")));
        clock.set(Duration.ZERO);
        return Optional.of(clock);
    }

    /** For the processes whose clock it is to be. */
    Surroundings surroundings() {
        return new Surroundings(
                List.of(), Map.of("LD_PRELOAD", library.toString(), "WALL_CLOCK_AHEAD", ahead.toString()));
    }

    /** Puts the clock so far ahead of the right time; the processes, which look into the file, see it at once. */
    void set(Duration by) throws IOException {
        ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(by.toSeconds())
                .flip();
        try (FileChannel file = FileChannel.open(ahead, StandardOpenOption.WRITE)) {
            file.write(seconds, 0);
        }
    }
}
