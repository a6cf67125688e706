package io.sightline.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sightline.fixtures.Programs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The alerts rest on metrics that exist, lead to a page that helps, and come when they should. */
class AlertsTest {
    private static final Path CONFIG = Path.of("config");

    @Test
    void everyRuleNamesMetricsThatExist() throws IOException {
        Set<String> known = PromQl.known();
        for (JsonNode rule : rules()) {
            assertThat(PromQl.metrics(rule.path("expr").asText()))
                    .as(rule.path("alert").asText())
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(known).contains(name));
        }
    }

    @Test
    void everyAlertSaysWhatIsWrongAndWhatToDo() throws IOException {
        Set<String> headings = Files.readString(Path.of("docs/runbook.md"))
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> alerts = new TreeSet<>();
        for (JsonNode rule : rules()) {
            String name = rule.path("alert").asText();
            alerts.add(name);
            JsonNode annotations = rule.path("annotations");
            assertThat(rule.path("labels").path("severity").asText()).as(name).isIn("critical", "warning");
            assertThat(annotations.path("summary").asText()).as(name).isNotEmpty();
            assertThat(annotations.path("description").asText()).as(name).isNotEmpty();
            assertThat(annotations.path("runbook_url").asText())
                    .as(name)
                    .isEqualTo("docs/runbook.md#" + name.toLowerCase(Locale.ROOT));
        }
        assertThat(headings).as("one section of the runbook for each alert").isEqualTo(alerts);
    }

    @Test
    void everyAlertIsTested() throws IOException {
        String tests = Files.readString(CONFIG.resolve("alerts.test.yml"));
        for (JsonNode rule : rules()) {
            assertThat(tests).contains("alertname: " + rule.path("alert").asText());
        }
    }

    @Test
    void prometheusTakesTheFilesAndTheAlertsComeWhenTheyShould() throws Exception {
        promtool("check", "config", "prometheus.yml");
        promtool("check", "rules", "alerts.yml");
        promtool("test", "rules", "alerts.test.yml");
    }

    private static List<JsonNode> rules() throws IOException {
        List<JsonNode> rules = new ArrayList<>();
        new YAMLMapper()
                .readTree(CONFIG.resolve("alerts.yml").toFile())
                .path("groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        assertThat(rules).isNotEmpty();
        return rules;
    }

    private static void promtool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Programs.require("promtool", "it comes with Prometheus")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(CONFIG.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", command, output).isZero();
    }
}
