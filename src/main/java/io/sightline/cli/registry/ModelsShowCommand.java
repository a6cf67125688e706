package io.sightline.cli.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.event.ModelEvent;
import io.sightline.registry.Alias;
import io.sightline.registry.ModelRegistry;
import io.sightline.registry.PublishedFile;
import io.sightline.registry.PublishedVersion;
import io.sightline.registry.RegistryException;
import io.sightline.registry.RegistryView;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline models show}. */
@Command(
        name = "show",
        description =
                "Show one version: its classes, figures, where it comes from, its files, and what happened to it.")
final class ModelsShowCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "VERSION", description = "Which. Default: the champion, else the newest.")
    @Nullable
    Integer version;

    @Mixin
    ModelOption model = new ModelOption();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = cluster.load();
        Quiet.clients();
        RegistryView view = ModelRegistry.look(settings);
        String name = model.in(view);
        PublishedVersion shown = view.require(name, version == null ? usual(view, name) : version);
        List<ModelEvent> events = events(settings, shown);
        PrintWriter out = spec.commandLine().getOut();
        if (json.wanted()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("version", shown);
            view.champion(name).ifPresent(champion -> fields.put("champion", champion));
            fields.put("events", events);
            out.println(json.line(fields));
        } else {
            print(out, shown, view.champion(name).orElse(null));
            out.println("Events:");
            events.forEach(event -> out.println("  " + EventLog.line(event)));
        }
        return ExitCode.OK;
    }

    private static int usual(RegistryView view, String name) {
        List<PublishedVersion> versions = view.versions(name);
        if (versions.isEmpty()) {
            throw new RegistryException("there is no model " + name + " in the registry; there is " + view.models());
        }
        return view.champion(name)
                .map(Alias::version)
                .orElse(versions.get(versions.size() - 1).version());
    }

    private List<ModelEvent> events(Settings settings, PublishedVersion shown) {
        List<ModelEvent> events = new ArrayList<>();
        try (EventLog log = new EventLog(settings, spec.commandLine().getErr()::println)) {
            while (!log.atEnd()) {
                log.next().stream()
                        .filter(event -> event.model().equals(shown.name())
                                && event.version() != null
                                && event.version() == shown.version())
                        .forEach(events::add);
            }
        }
        return events;
    }

    private static void print(PrintWriter out, PublishedVersion shown, @Nullable Alias champion) {
        JsonNode about = shown.model();
        out.println("Model " + shown.name() + " version " + shown.version() + standing(shown, champion));
        field(out, "classes", labels(about));
        field(
                out,
                "backbone",
                about.path("backbone").asText() + ", width "
                        + about.path("alpha").asText() + ", "
                        + about.path("imageSize").asText() + " px, weights: "
                        + about.path("weightsOrigin").asText());
        if (about.hasNonNull("parentVersion")) {
            field(out, "parent", "version " + about.get("parentVersion"));
        }
        field(out, "trained", about.path("createdAt").asText());
        if (about.hasNonNull("dataHash")) {
            field(out, "pictures", "data set " + about.get("dataHash").asText());
        }
        field(
                out,
                "published",
                shown.publishedAt() + " by " + shown.by() + (shown.why() == null ? "" : ": " + shown.why()));
        out.println("Figures:");
        about.path("metrics")
                .fields()
                .forEachRemaining(metric -> out.println(String.format(
                        Locale.ROOT,
                        "  %-28s %.4f",
                        metric.getKey(),
                        metric.getValue().asDouble())));
        out.println("Files (" + Megabytes.of(shown.size()) + "):");
        for (PublishedFile file : shown.files()) {
            out.println(String.format(
                    Locale.ROOT, "  %-28s %,14d bytes  sha256 %s", file.path(), file.size(), file.sha256()));
        }
    }

    private static String standing(PublishedVersion shown, @Nullable Alias champion) {
        return champion != null && champion.version() == shown.version() ? ", champion since " + champion.since() : "";
    }

    private static String labels(JsonNode about) {
        List<String> labels = new ArrayList<>();
        about.path("labels").forEach(label -> labels.add(label.asText()));
        return labels.size() + ": " + String.join(", ", labels);
    }

    private static void field(PrintWriter out, String name, String value) {
        out.println(String.format(Locale.ROOT, "  %-10s %s", name, value));
    }
}
