package io.sightline.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The dashboards as they are in {@code config}. */
final class Dashboards {
    static final Path FOLDER = Path.of("config/grafana/dashboards");

    private Dashboards() {}

    /**
     * A query of a panel.
     *
     * @param panel dashboard and title
     * @param expression in PromQL, with Grafana's variables
     */
    record Query(String panel, String expression) {
        /** With what Grafana would put in place of its variables. */
        String forPrometheus(String range) {
            return expression
                    .replace("$instance", ".*")
                    .replace("$__rate_interval", range)
                    .replace("$__range", range);
        }
    }

    /** All of them by file name. */
    static Map<String, JsonNode> all() throws IOException {
        Map<String, JsonNode> dashboards = new TreeMap<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                dashboards.put(file.getFileName().toString(), Json.mapper().readTree(file.toFile()));
            }
        }
        return dashboards;
    }

    /** Panels that show something: rows are left out. */
    static List<JsonNode> panels(JsonNode dashboard) {
        List<JsonNode> panels = new ArrayList<>();
        dashboard.path("panels").forEach(panel -> {
            if (!panel.path("type").asText().equals("row")) {
                panels.add(panel);
            }
        });
        return panels;
    }

    static List<Query> queries() throws IOException {
        List<Query> queries = new ArrayList<>();
        for (JsonNode dashboard : all().values()) {
            for (JsonNode panel : panels(dashboard)) {
                String name = dashboard.path("title").asText() + ", "
                        + panel.path("title").asText();
                panel.path("targets")
                        .forEach(target ->
                                queries.add(new Query(name, target.path("expr").asText())));
            }
        }
        return queries;
    }
}
