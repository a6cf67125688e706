package io.sightline.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The files for Docker name settings, classes and services that exist. */
class DockerFilesTest {
    private static final Path DOCKER = Path.of("docker");

    @Test
    void theImageSetsSettingsThatExistAndStartsAClassThatExists() throws Exception {
        String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
        Map<String, String> environment = new HashMap<>();
        Pattern.compile("(SIGHTLINE_\\w+)=(\\S+)")
                .matcher(dockerfile)
                .results()
                .forEach(found -> environment.put(found.group(1), found.group(2)));

        assertThat(environment).isNotEmpty();
        assertThat(load(environment).settings().getString(Settings.HTTP_HOST)).isEqualTo("0.0.0.0");
        assertThat(Class.forName("io.sightline.cli.Main")).isNotNull();
        assertThat(dockerfile).contains("\"io.sightline.cli.Main\"");
    }

    @Test
    void theServicesSetSettingsThatExistAndWaitForServicesThatExist() throws IOException {
        JsonNode services = new YAMLMapper()
                .readTree(DOCKER.resolve("compose.yaml").toFile())
                .get("services");
        assertThat(services.fieldNames()).toIterable().contains("kafka", "topics", "sightline");
        for (String name : List.of("topics", "sightline")) {
            Map<String, String> environment = new HashMap<>();
            services.get(name)
                    .get("environment")
                    .fields()
                    .forEachRemaining(entry ->
                            environment.put(entry.getKey(), entry.getValue().asText()));
            assertThat(load(environment).settings().getList(Settings.BOOTSTRAP_SERVERS))
                    .containsExactly("kafka:19092");
            services.get(name)
                    .get("depends_on")
                    .fieldNames()
                    .forEachRemaining(
                            other -> assertThat(services.has(other)).as(other).isTrue());
        }
    }

    private static LoadedSettings load(Map<String, String> environment) {
        return new SettingsLoader(environment, Path.of("no such folder")).load(null, Map.of());
    }
}
