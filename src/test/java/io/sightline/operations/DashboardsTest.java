package io.sightline.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sightline.operations.Dashboards.Query;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The dashboards show metrics that exist, and say what they show. */
class DashboardsTest {
    private static final Path PROVISIONING = Path.of("config/grafana/provisioning");

    @Test
    void everyQueryNamesMetricsThatExist() throws IOException {
        Set<String> known = PromQl.known();
        assertThat(Dashboards.queries()).hasSizeGreaterThan(40);
        for (Query query : Dashboards.queries()) {
            assertThat(PromQl.metrics(query.expression()))
                    .as(query.toString())
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(known).contains(name));
        }
    }

    @Test
    void theNamesInAQueryAreFound() {
        assertThat(PromQl.metrics("sum by (le) (rate(a_bucket{x=\"sum b\"}[5m])) / sum without(i)(c:d) or time() > 1h"))
                .containsExactly("a_bucket", "c:d");
        assertThat(PromQl.metrics("count(ALERTS{n=~\"S.+\"}) or vector(0)")).containsExactly("ALERTS");
    }

    @Test
    void everyPanelHasAUnitAndSaysWhatItShows() throws IOException {
        Set<String> uids = new HashSet<>();
        for (Map.Entry<String, JsonNode> file : Dashboards.all().entrySet()) {
            JsonNode dashboard = file.getValue();
            assertThat(uids.add(dashboard.path("uid").asText()))
                    .as("uid of %s, which links rest on", file.getKey())
                    .isTrue();
            assertThat(dashboard.path("uid").asText()).startsWith("sightline-");
            Set<String> places = new HashSet<>();
            for (JsonNode panel : Dashboards.panels(dashboard)) {
                String name = file.getKey() + ", " + panel.path("title").asText();
                assertThat(panel.path("title").asText()).as(name).isNotEmpty();
                assertThat(panel.path("description").asText()).as(name).isNotEmpty();
                assertThat(panel.path("fieldConfig")
                                .path("defaults")
                                .path("unit")
                                .asText())
                        .as(name)
                        .isNotEmpty();
                assertThat(panel.path("datasource").path("uid").asText())
                        .as(name)
                        .isEqualTo("prometheus");
                assertThat(places.add(panel.path("gridPos").path("x").asText() + ","
                                + panel.path("gridPos").path("y").asText()))
                        .as("%s stands where another panel does", name)
                        .isTrue();
                panel.path("targets")
                        .forEach(target -> assertThat(
                                        target.path("datasource").path("uid").asText())
                                .as(name)
                                .isEqualTo("prometheus"));
            }
        }
        assertThat(uids).hasSize(4);
    }

    @Test
    void grafanaIsToldOfTheDataSourceThatTheDashboardsName() throws IOException {
        JsonNode source = new YAMLMapper()
                .readTree(PROVISIONING.resolve("datasources/prometheus.yml").toFile())
                .path("datasources")
                .path(0);
        assertThat(source.path("uid").asText()).isEqualTo("prometheus");
        assertThat(source.path("type").asText()).isEqualTo("prometheus");

        JsonNode provider = new YAMLMapper()
                .readTree(PROVISIONING.resolve("dashboards/sightline.yml").toFile())
                .path("providers")
                .path(0);
        assertThat(provider.path("type").asText()).isEqualTo("file");
        assertThat(provider.path("options").path("path").asText()).isEqualTo("/etc/grafana/dashboards");
    }
}
