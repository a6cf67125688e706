package io.sightline.bench;

import io.sightline.bench.load.Photographs;
import io.sightline.bench.measure.Jvm;
import io.sightline.config.Build;
import io.sightline.model.Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What was measured on and with, for those who read the figures. */
final class Setup {
    private Setup() {}

    static Map<String, String> of(Plan plan, Bundle model, List<Path> pictures, boolean found) throws IOException {
        Map<String, String> setup = new LinkedHashMap<>();
        setup.put(
                "machine",
                String.format(
                        Locale.ROOT,
                        "%d processors%s, %d GiB, %s, Java %s",
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        Math.round(((com.sun.management.OperatingSystemMXBean)
                                                ManagementFactory.getOperatingSystemMXBean())
                                        .getTotalMemorySize()
                                / (double) (1L << 30)),
                        System.getProperty("os.name"),
                        Runtime.version().feature()));
        setup.put(
                "version",
                "Sightline " + Build.version() + System.getProperty("sightline.revision", "")
                        + ", TensorFlow libraries " + Build.tensorFlowNativeVersion());
        setup.put(
                "model",
                model.manifest().backbone() + ", width " + model.manifest().alpha() + ", "
                        + model.info().height() + " × " + model.info().width() + ", weights: "
                        + model.manifest().weightsOrigin());
        long bytes = 0;
        for (Path picture : pictures) {
            bytes += Files.size(picture);
        }
        setup.put(
                "pictures",
                pictures.size()
                        + (found ? " JPEGs" : " drawn JPEGs of " + Photographs.WIDTH + " × " + Photographs.HEIGHT)
                        + ", " + bytes / pictures.size() / 1024 + " KiB on average, read from files");
        setup.put(
                "broker",
                "one, in a process of its own that has been warmed up; replication 1, acks=all, 8 partitions unless said otherwise");
        setup.put("contenders", "each in a JVM of its own with " + Jvm.options());
        setup.put(
                "rounds",
                plan.rounds() + " of each contender in each of " + plan.starts()
                        + " processes, in turns with the limit and the first; after a warm-up of "
                        + plan.window().warm().toSeconds() + " to "
                        + plan.window().longestWarm().toSeconds()
                        + " s, until the compilers rest, and in windows that do not count, windows of "
                        + plan.window().length().toSeconds()
                        + " s; others for models that answer at once and large pictures");
        return setup;
    }

    /** What the processors call themselves; nothing where the system does not tell. */
    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
                    .findFirst()
                    .orElse("");
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }
}
