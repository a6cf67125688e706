package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.event.ImageRejectedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Decodes files, all at once, and prints what came of each: a process of its own for tests that may end it. */
final class DecoderProcess {
    private DecoderProcess() {}

    public static void main(String[] files) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(files.length);
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults())) {
            List<Future<String>> outcomes = new ArrayList<>();
            for (String file : files) {
                byte[] picture = Files.readAllBytes(Path.of(file));
                outcomes.add(threads.submit(() -> outcome(decoder, picture)));
            }
            for (Future<String> outcome : outcomes) {
                System.out.println(outcome.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    private static String outcome(ImageDecoder decoder, byte[] picture) {
        try {
            decoder.decode(picture, 8, 8, true);
            return "decoded";
        } catch (ImageRejectedException e) {
            return e.reason().code();
        }
    }

    /**
     * Runs it as the launcher runs the service: a process ends when its heap is full.
     *
     * @param log where it may write
     * @return what it printed, line by line
     */
    static List<String> run(int heapMb, List<Path> files, Path log) throws Exception {
        Process process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx" + heapMb + "m",
                                        "-XX:+ExitOnOutOfMemoryError",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        DecoderProcess.class.getName()),
                                files.stream().map(Path::toString))
                        .toList())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ended").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return Files.readAllLines(log);
    }
}
