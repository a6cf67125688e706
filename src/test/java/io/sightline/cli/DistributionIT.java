package io.sightline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.weights.KerasWeights;
import io.sightline.config.Build;
import io.sightline.dataset.ColouredPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A user without Maven and sources unpacks the archive and works with it. */
@DisabledOnOs(OS.WINDOWS)
class DistributionIT {
    private record Result(int exit, String out, String err) {}

    @TempDir
    static Path folder;

    private static Path home = Path.of("");

    @BeforeAll
    static void unpack() throws Exception {
        String name = "sightline-" + Build.version();
        Path archive = Path.of("target", name + ".tar.gz").toAbsolutePath();
        assumeThat(archive).as("what `./mvnw package` makes").exists();
        Path place = Files.createDirectories(folder.resolve("my programs"));
        assertThat(run("tar", "xzf", archive.toString(), "-C", place.toString()).exit())
                .isZero();
        home = place.resolve(name);
    }

    @Test
    void itSaysWhichVersionItIs() throws Exception {
        Result result = sightline("--version");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out()).startsWith("Sightline " + Build.version());
        assertThat(result.err()).isEmpty();
    }

    @Test
    void itTrainsAModelAndPredictsWithIt() throws Exception {
        Path weights = folder.resolve("random.weights.h5");
        KerasWeights.write(weights, DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(0.35, 32)));
        Path data = folder.resolve("colours");
        ColouredPictures.write(data, "red", 30, 1);
        ColouredPictures.write(data, "blue", 30, 2);

        Result trained = sightline(
                "train",
                "--data",
                data.toString(),
                "--out",
                folder.resolve("models/colours").toString(),
                "--weights",
                weights.toString(),
                "--alpha",
                "0.35",
                "--image-size",
                "32");
        assertThat(trained.exit()).as(trained.err()).isZero();

        Result predicted = sightline(
                "predict",
                "--json",
                "--model",
                folder.resolve("models/colours").toString(),
                data.resolve("red/red-1.png").toString());
        assertThat(predicted.exit()).as(predicted.err()).isZero();
        JsonNode answer = new ObjectMapper().readTree(predicted.out());
        assertThat(answer.get("label").asText()).isEqualTo("red");
    }

    @Test
    void itIsLaidOutLikeKafka() throws Exception {
        try (Stream<Path> entries = Files.list(home)) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "LICENSE",
                            "README.md",
                            "SECURITY.md",
                            "THIRD-PARTY.txt",
                            "bin",
                            "config",
                            "docs",
                            "lib",
                            "notices",
                            "sightline.cdx.json");
        }
        assertThat(home.resolve("config/sightline.properties"))
                .hasSameTextualContentAs(Path.of("config/sightline.properties"));

        Files.writeString(home.resolve("config/sightline.properties"), "batch.max.size=5\n");
        assertThat(sightline("settings").out()).contains("batch.max.size=5  # ");
    }

    @Test
    void itSaysWhatIsInIt() throws Exception {
        JsonNode sbom =
                new ObjectMapper().readTree(home.resolve("sightline.cdx.json").toFile());
        Set<String> named = new TreeSet<>();
        sbom.get("components").forEach(component -> {
            named.add(component.get("name").asText() + "-"
                    + component.get("version").asText());
            assertThat(component.get("hashes"))
                    .as(component.get("name").asText())
                    .isNotEmpty();
        });
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            for (String jar : jars.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("sightline"))
                    .toList()) {
                assertThat(named).as(jar).anyMatch(jar::startsWith);
            }
        }
        assertThat(home.resolve("THIRD-PARTY.txt")).content().contains("Apache", "kafka-clients", "tensorflow");
    }

    @Test
    void whatTheLibrariesWantToBeSaidIsThere() throws Exception {
        List<Path> texts;
        try (Stream<Path> files = Files.walk(home.resolve("notices"))) {
            texts = files.filter(Files::isRegularFile).toList();
        }
        List<String> missing = new ArrayList<>();
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                try (JarFile in = new JarFile(jar.toFile())) {
                    boolean notice =
                            in.stream().anyMatch(entry -> entry.getName().matches("(META-INF/)?NOTICE[^/]*"));
                    String name = jar.getFileName().toString().replaceAll("\\.jar$", "");
                    if (notice
                            && texts.stream()
                                    .noneMatch(text -> text.toString().contains(name + "-jar")
                                            && text.getFileName().toString().startsWith("NOTICE"))) {
                        missing.add(name);
                    }
                }
            }
        }
        assertThat(texts).hasSizeGreaterThan(50);
        assertThat(missing).isEmpty();
    }

    @Test
    void theShellCompletesCommandsAndOptions() throws Exception {
        assumeThat(run("bash", "-c", "true").exit()).as("bash").isZero();
        String script = home.resolve("bin/sightline-completion.bash").toString();

        Result commands = run("bash", "-c", complete(script, "sightline dead-letters ''"));
        assertThat(commands.out().lines()).as(commands.err()).contains("list");

        Result options = run("bash", "-c", complete(script, "sightline train --ba"));
        assertThat(options.out().lines()).as(options.err()).contains("--backbone", "--batch-size");
    }

    private static String complete(String script, String words) {
        return ". '" + script + "'; COMP_WORDS=(" + words
                + "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _complete_sightline; printf '%s\\n' \"${COMPREPLY[@]}\"";
    }

    private static Result sightline(String... arguments) throws IOException, InterruptedException {
        return run(Stream.concat(Stream.of(home.resolve("bin/sightline").toString()), Arrays.stream(arguments))
                .toArray(String[]::new));
    }

    private static Result run(String... command) throws IOException, InterruptedException {
        Path err = Files.createTempFile(folder, "stderr", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("SIGHTLINE_") || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Result(process.waitFor(), out, Files.readString(err));
    }
}
