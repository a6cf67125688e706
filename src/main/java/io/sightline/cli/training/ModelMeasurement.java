package io.sightline.cli.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.cli.Main;
import io.sightline.event.Json;
import io.sightline.model.ModelException;
import io.sightline.report.Comparison.Cost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs {@link MeasureCommand} in a JVM of its own, so that neither training nor another model is in the figures. */
final class ModelMeasurement {
    private ModelMeasurement() {}

    /**
     * Measures a model.
     *
     * @param model its folder
     * @param seconds length of a round
     * @throws ModelException if the process fails; with the end of what it said
     */
    static Cost of(Path model, double seconds) throws IOException {
        Path log = Files.createTempFile("sightline-measure", ".log");
        try {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-Djava.awt.headless=true",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            "measure",
                            "--model",
                            model.toString(),
                            "--seconds",
                            String.valueOf(seconds)))
                    .redirectError(log.toFile())
                    .start();
            try {
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new ModelException("measuring " + model + " failed: " + lastLine(log));
                }
                return Json.mapper().readValue(lastLine(out), Cost.class);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ModelException("interrupted while measuring " + model, e);
            } catch (JsonProcessingException e) {
                throw new ModelException("measuring " + model + " gave no figures: " + e.getOriginalMessage(), e);
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.delete(log);
        }
    }

    private static String lastLine(Path log) throws IOException {
        return lastLine(Files.readString(log));
    }

    private static String lastLine(String text) {
        return text.lines().reduce("", (before, line) -> line.isBlank() ? before : line);
    }
}
