package io.sightline.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.registry.Alias;
import io.sightline.registry.ModelRegistry;
import io.sightline.registry.PublishedVersion;
import io.sightline.registry.RegistryView;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline models list}. */
@Command(
        name = "list",
        description = "List the versions in the registry: which is served, classes, accuracy on its test pictures, when"
                + " it was published, by whom and why.")
final class ModelsListCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        Quiet.clients();
        RegistryView view = ModelRegistry.look(cluster.load());
        PrintWriter out = spec.commandLine().getOut();
        for (String model : view.models()) {
            Alias champion = view.champion(model).orElse(null);
            for (PublishedVersion version : view.versions(model)) {
                String alias = alias(version, champion);
                out.println(json.wanted() ? json.line(fields(version, alias)) : line(version, alias));
            }
        }
        PrintWriter err = spec.commandLine().getErr();
        if (view.models().isEmpty()) {
            err.println("There is no model in the registry yet; `sightline models publish DIR` brings one.");
        }
        view.problems().forEach((key, problem) -> err.println(key + " is damaged: " + problem));
        return ExitCode.OK;
    }

    private static @Nullable String alias(PublishedVersion version, @Nullable Alias champion) {
        if (champion == null) {
            return null;
        }
        if (version.version() == champion.version()) {
            return "champion";
        }
        return champion.previous() != null && version.version() == champion.previous() ? "previous" : null;
    }

    private static String line(PublishedVersion version, @Nullable String alias) {
        JsonNode accuracy = version.model().at("/metrics/test.accuracy");
        return "%-20s %4d  %-8s  %3d classes  %8s  %10s  %s  %s%s"
                .formatted(
                        version.name(),
                        version.version(),
                        alias == null ? "" : alias,
                        version.model().path("labels").size(),
                        accuracy.isNumber() ? String.format(Locale.ROOT, "%.4f", accuracy.asDouble()) : "",
                        Megabytes.of(version.size()),
                        TIME.format(version.publishedAt()),
                        version.by(),
                        version.why() == null ? "" : ": " + version.why());
    }

    private static Map<String, Object> fields(PublishedVersion version, @Nullable String alias) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", version.name());
        fields.put("version", version.version());
        if (alias != null) {
            fields.put("alias", alias);
        }
        fields.put("labels", version.model().path("labels"));
        fields.put("metrics", version.model().path("metrics"));
        fields.put("bytes", version.size());
        fields.put("publishedAt", version.publishedAt());
        fields.put("by", version.by());
        if (version.why() != null) {
            fields.put("why", version.why());
        }
        return fields;
    }
}
