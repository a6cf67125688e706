package io.sightline.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The files for Docker name settings, files, images and services that exist, as far as can be told without Docker. */
class DockerFilesTest {
    private static final Path DOCKER = Path.of("docker");
    private static final Pattern PINNED = Pattern.compile("[\\w./-]+:v?\\d+(\\.\\d+)+[\\w.-]*");

    @Test
    void theImageIsMadeOfTheArchiveAndRunsAsNobodySpecial() throws IOException {
        String dockerfile = Files.readString(DOCKER.resolve("Dockerfile"));
        Map<String, String> environment = pairs("(SIGHTLINE_\\w+)=(\\S+)", dockerfile);

        assertThat(environment).isNotEmpty();
        assertThat(load(environment).settings().getString(Settings.HTTP_HOST)).isEqualTo("0.0.0.0");
        assertThat(found("FROM (\\S+)", dockerfile))
                .isNotEmpty()
                .allSatisfy(image -> assertThat(image)
                        .matches(PINNED)
                        .doesNotContain("alpine")
                        .contains("17"));
        assertThat(dockerfile).containsPattern("USER 10001:10001").contains("HEALTHCHECK", "useradd --uid 10001");
        assertThat(dockerfile).contains("COPY target/sightline-*.tar.gz");
        assertThat(Files.readString(Path.of("pom.xml")))
                .as("what package calls the archive")
                .contains("<finalName>sightline-${project.version}</finalName>");
        assertThat(Files.readString(Path.of(".dockerignore"))).contains("!target/sightline-*.tar.gz");
        assertThat(dockerfile).contains("ENTRYPOINT [\"/opt/sightline/bin/sightline\"]");
        assertThat(Path.of("src/dist/bin/sightline")).exists();
    }

    /** The command of HEALTHCHECK, run here against a port where nobody answers and one where somebody does. */
    @Test
    void theHealthCheckTellsReadyFromNotReady() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash on this machine");
        String check = found("CMD \\[\"bash\", \"-c\", \"(.*)\"]", Files.readString(DOCKER.resolve("Dockerfile")))
                .get(0)
                .replace("\\\\", "\\");
        try (HealthStub ready = new HealthStub("200 OK");
                HealthStub unready = new HealthStub("503 Service Unavailable")) {
            assertThat(exit(check.replace("8080", ready.port()))).isZero();
            assertThat(exit(check.replace("8080", unready.port()))).isNotZero();
        }
        assertThat(exit(check.replace("8080", "1"))).isNotZero();
    }

    @Test
    void theServicesSetSettingsThatExist() throws IOException {
        Set<String> instances = new HashSet<>();
        for (String name : List.of("topics", "sightline-1", "sightline-2")) {
            Map<String, String> environment = new HashMap<>();
            map(service(name).get("environment"))
                    .forEach((key, value) -> environment.put(key, interpolate(value.toString())));
            Settings settings = load(environment).settings();
            assertThat(settings.getList(Settings.BOOTSTRAP_SERVERS)).containsExactly("kafka:19092");
            instances.add(settings.getString(Settings.INSTANCE_ID));
        }
        assertThat(instances).as("each instance has a name of its own").hasSize(3);
    }

    @Test
    void whatIsWaitedForHasAWayToBeReady() throws IOException {
        eachService((name, service) -> map(service.getOrDefault("depends_on", Map.of()))
                .forEach((other, how) -> {
                    Map<String, Object> awaited = services().get(other);
                    assertThat(awaited).as("%s waits for %s", name, other).isNotNull();
                    String condition = map(how).get("condition").toString();
                    assertThat(condition).isIn("service_healthy", "service_completed_successfully");
                    if (condition.equals("service_healthy")) {
                        assertThat(awaited.containsKey("healthcheck") || "sightline".equals(awaited.get("image")))
                                .as("%s has a health check", other)
                                .isTrue();
                    }
                }));
    }

    @Test
    void imagesArePinnedAndPortsStayOnThisMachine() throws IOException {
        eachService((name, service) -> {
            String image = service.get("image").toString();
            assertThat(image.equals("sightline") || PINNED.matcher(image).matches())
                    .as(image)
                    .isTrue();
            list(service.getOrDefault("ports", List.of()))
                    .forEach(port -> assertThat(port.toString()).startsWith("127.0.0.1:"));
        });
    }

    @Test
    void whatIsMountedIsThereAndEveryVariableHasAValue() throws IOException {
        Map<String, Object> volumes = map(compose().get("volumes"));
        eachService((name, service) -> list(service.getOrDefault("volumes", List.of()))
                .forEach(volume -> {
                    String source = volume.toString().split(":(?=/)", 2)[0];
                    if (source.startsWith(".")) {
                        assertThat(DOCKER.resolve(source)).as(name).exists();
                    } else if (!source.startsWith("$")) {
                        assertThat(volumes).as(name).containsKey(source);
                    }
                }));
        assertThat(found("\\$\\{(\\w+)", Files.readString(DOCKER.resolve("compose.yaml"))))
                .isNotEmpty()
                .allSatisfy(variable -> assertThat(dotEnv()).containsKey(variable));
    }

    @Test
    void prometheusLooksAtTheServicesThereAre() throws IOException {
        assertThat(found("\"([\\w-]+):8080\"", Files.readString(Path.of("config/prometheus.yml"))))
                .hasSize(2)
                .allSatisfy(target -> assertThat(services()).containsKey(target));
        assertThat(Files.readString(Path.of("config/grafana/provisioning/datasources/prometheus.yml")))
                .contains("http://prometheus:9090");
        assertThat(services()).containsKey("prometheus");
    }

    private static int exit(String bash) throws Exception {
        return new ProcessBuilder("/bin/bash", "-c", bash)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static void eachService(BiConsumer<String, Map<String, Object>> check) {
        assertThat(services()).hasSize(6);
        services().forEach(check);
    }

    private static Map<String, Object> service(String name) {
        return services().get(name);
    }

    private static Map<String, Map<String, Object>> services() {
        Map<String, Map<String, Object>> services = new TreeMap<>();
        map(compose().get("services")).forEach((name, service) -> services.put(name, map(service)));
        return services;
    }

    private static Map<String, Object> compose() {
        try {
            return map(new Yaml().load(Files.readString(DOCKER.resolve("compose.yaml"))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Properties dotEnv() {
        Properties properties = new Properties();
        try (Stream<String> lines = Files.lines(DOCKER.resolve(".env"), UTF_8)) {
            properties.load(new java.io.StringReader(lines.collect(Collectors.joining("\n"))));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return properties;
    }

    /** As Compose does it, with what stands in {@code .env}. */
    private static String interpolate(String text) {
        return Pattern.compile("\\$\\{(\\w+)[^}]*}")
                .matcher(text)
                .replaceAll(found -> dotEnv().getProperty(found.group(1)));
    }

    private static Map<String, String> pairs(String pattern, String text) {
        Map<String, String> pairs = new HashMap<>();
        Pattern.compile(pattern).matcher(text).results().forEach(found -> pairs.put(found.group(1), found.group(2)));
        return pairs;
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @SuppressWarnings("unchecked") // YAML's maps have names for keys here
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }

    private static LoadedSettings load(Map<String, String> environment) {
        return new SettingsLoader(environment, Path.of("no such folder")).load(null, Map.of());
    }
}
