package io.sightline.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the processor has instructions for, as Linux tells it.
 *
 * <p>TensorFlow's own rule for x86 is followed: it leaves graphs as they are where the instructions are
 * missing. What it does elsewhere was not tried, so nothing is claimed there.
 */
public final class ProcessorFeatures {
    private static final Path LINUX = Path.of("/proc/cpuinfo");
    private static final Set<String> BFLOAT16 = Set.of("avx512_bf16", "amx_bf16");

    private ProcessorFeatures() {}

    /** Whether products of bfloat16 numbers are computed at once. */
    public static boolean bfloat16() {
        try {
            return Files.isReadable(LINUX) && bfloat16(Files.readAllLines(LINUX));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + LINUX, e);
        }
    }

    static boolean bfloat16(List<String> cpuinfo) {
        return cpuinfo.stream()
                .filter(line -> line.startsWith("flags"))
                .flatMap(line -> Stream.of(line.split("\\s+")))
                .anyMatch(BFLOAT16::contains);
    }
}
