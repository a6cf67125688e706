package io.sightline.bench.measure;

import io.sightline.bench.contender.Loop;
import io.sightline.bench.contender.Speed;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Rounds, told while they are made.
 *
 * @param lines takes each line
 */
record Telling(Consumer<String> lines) {
    private static final int THREADS = 5;

    void limit(int round, Loop loop, Speed speed) {
        round(
                round,
                "limit: " + loop.name().toLowerCase(Locale.ROOT),
                speed.imagesPerSecond(),
                speed.cpuSecondsPerImage());
    }

    void contender(int round, String name, Reading reading) {
        round(round, name, reading.imagesPerSecond(), reading.cpuSecondsPerImage());
        lines.accept("         "
                + reading.threadMillisPerImage().entrySet().stream()
                        .limit(THREADS)
                        .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", ")));
    }

    void warm(String name, Life life) {
        lines.accept(String.format(
                Locale.ROOT,
                "%s: first prediction after %.1f s, warm after %.0f more%s",
                name,
                life.firstSeconds(),
                life.warmSeconds(),
                life.rested() ? "" : ", its compilers still at work"));
    }

    void failed(Failure failure) {
        lines.accept(failure.name() + " failed: " + failure.reason());
    }

    private void round(int round, String name, double perSecond, double cpu) {
        lines.accept(String.format(
                Locale.ROOT,
                "round %d  %-34s %9.1f images/s  %8.3f ms of CPU each",
                round,
                name,
                perSecond,
                1e3 * cpu));
    }
}
