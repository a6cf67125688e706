package io.sightline.http.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.config.Settings;
import io.sightline.event.Json;
import io.sightline.event.ModelEvent;
import io.sightline.http.live.ModelHistory;
import io.sightline.http.server.Call;
import io.sightline.http.server.HttpException;
import io.sightline.model.ModelInfo;
import io.sightline.registry.Alias;
import io.sightline.registry.Change;
import io.sightline.registry.ModelRegistry;
import io.sightline.registry.PublishedVersion;
import io.sightline.registry.RegistryException;
import io.sightline.registry.RegistryView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows the versions of the model that is served, and changes which one is. */
public final class ModelsApi {
    private static final int MOST_BYTES = 16 * 1024;

    private final Settings settings;
    private final Supplier<ModelInfo> served;
    private final Supplier<Optional<RegistryView>> registry;
    private final ModelHistory history;
    private final String by;
    private final boolean writable;
    private final boolean needsToken;

    /**
     * @param served the model that this instance serves
     * @param registry what the registry holds; empty where there is none
     * @param by who changes are said to be by
     */
    public ModelsApi(
            Settings settings,
            Supplier<ModelInfo> served,
            Supplier<Optional<RegistryView>> registry,
            ModelHistory history,
            String by,
            boolean writable,
            boolean needsToken) {
        this.settings = settings;
        this.served = served;
        this.registry = registry;
        this.history = history;
        this.by = by;
        this.writable = writable;
        this.needsToken = needsToken;
    }

    /** Answers with all of it. */
    public void get(Call call) {
        ModelInfo info = served.get();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", info.name());
        body.put("served", info.version());
        body.put("labels", info.labels());
        body.put("writable", writable);
        body.put("needsToken", needsToken);
        body.put("registry", registry.get().isPresent());
        registry.get().ifPresent(view -> {
            view.champion(info.name()).ifPresent(champion -> body.put("champion", champion));
            body.put("versions", versions(view, info.name()));
        });
        body.put(
                "events",
                history.events().stream()
                        .filter(event -> event.model().equals(info.name()))
                        .toList());
        ModelEvent progress = history.progress();
        if (progress != null) {
            body.put("progress", progress);
        }
        call.answer(200, body);
    }

    /** Makes a version the champion. */
    public void promote(Call call) throws IOException {
        JsonNode json = call.json(MOST_BYTES);
        Integer version = version(json);
        if (version == null) {
            throw new HttpException(400, "say which version: {\"version\": 3}");
        }
        change(json, (models, change) -> {
            models.promote(name(), version, change);
            return version;
        });
        answerChampion(call, version);
    }

    /** Makes an earlier version the champion again. */
    public void rollback(Call call) throws IOException {
        JsonNode json = call.json(MOST_BYTES);
        Integer version = version(json);
        answerChampion(
                call,
                change(
                        json,
                        (models, change) ->
                                models.rollback(name(), version, change).version()));
    }

    private static void answerChampion(Call call, int version) {
        call.answer(200, Map.of("champion", version));
    }

    private interface Changing {
        int change(ModelRegistry models, Change change);
    }

    private int change(JsonNode json, Changing changing) {
        if (registry.get().isEmpty()) {
            throw new HttpException(409, "this service has no registry (model.registry=false)");
        }
        String why = json.path("why").asText("").strip();
        String who = json.path("annotator").asText("").strip();
        Change change = Change.by(who.isEmpty() ? by : who + " on " + by, why.isEmpty() ? null : why);
        try (ModelRegistry models = ModelRegistry.open(settings, "page-" + by)) {
            return changing.change(models, change);
        } catch (RegistryException e) {
            throw new HttpException(409, String.valueOf(e.getMessage()));
        }
    }

    private String name() {
        return served.get().name();
    }

    private static @Nullable Integer version(JsonNode json) {
        JsonNode version = json.path("version");
        if (version.isMissingNode() || version.isNull()) {
            return null;
        }
        if (!version.canConvertToInt() || version.asInt() < 1) {
            throw new HttpException(400, "version must be a positive integer");
        }
        return version.asInt();
    }

    private static List<ObjectNode> versions(RegistryView view, String name) {
        Integer champion = view.champion(name).map(Alias::version).orElse(null);
        List<ObjectNode> all = new ArrayList<>();
        for (PublishedVersion version : view.versions(name)) {
            ObjectNode json = Json.mapper().createObjectNode();
            json.put("version", version.version());
            json.put("champion", champion != null && champion == version.version());
            json.put("publishedAt", version.publishedAt().toString());
            json.put("by", version.by()).put("why", version.why());
            json.set("metrics", version.model().path("metrics"));
            json.set("labels", version.model().path("labels"));
            json.set("parentVersion", version.model().get("parentVersion"));
            json.put("backbone", version.model().path("backbone").asText());
            json.put("bytes", version.size());
            all.add(0, json);
        }
        return all;
    }
}
