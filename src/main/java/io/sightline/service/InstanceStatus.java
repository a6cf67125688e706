package io.sightline.service;

import io.sightline.config.Build;
import io.sightline.model.ModelInfo;
import io.sightline.stream.TopologyRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/**
 * How an instance is, told to whoever asks. Live means that it need not be restarted, ready that it does
 * its share of the work: a rebalance makes an instance unready for a moment, never dead.
 *
 * <p>Threading notes: the starting thread reports, any thread asks.
 */
final class InstanceStatus {
    private volatile @Nullable ModelInfo model;
    private volatile @Nullable TopologyRun streams;

    void loaded(ModelInfo info) {
        model = info;
    }

    void running(TopologyRun classify) {
        streams = classify;
    }

    /** The model that is served. */
    ModelInfo model() {
        ModelInfo known = model;
        if (known == null) {
            throw new IllegalStateException("the model is not loaded yet");
        }
        return known;
    }

    /** What ended the last stream thread that died, in words, or null. */
    @Nullable
    String failure() {
        TopologyRun running = streams;
        return running == null
                ? null
                : running.lastFailure().map(InstanceStatus::rootCause).orElse(null);
    }

    List<HealthCheck> liveness() {
        State state = state();
        boolean dead = state == State.ERROR || state == State.NOT_RUNNING;
        return List.of(new HealthCheck("streams", !dead, streamsData(state)));
    }

    List<HealthCheck> readiness() {
        ModelInfo loaded = model;
        State state = state();
        return List.of(
                new HealthCheck(
                        "model",
                        loaded != null,
                        loaded == null
                                ? Map.of("state", "loading")
                                : Map.of("name", loaded.name(), "version", loaded.version())),
                new HealthCheck("streams", state == State.RUNNING, streamsData(state)));
    }

    Map<String, ?> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", "sightline");
        info.put("version", Build.version());
        info.put("java", Runtime.version().toString());
        ModelInfo loaded = model;
        if (loaded != null) {
            info.put("model", loaded);
        }
        return info;
    }

    private State state() {
        TopologyRun running = streams;
        return running == null ? State.CREATED : running.state();
    }

    private Map<String, String> streamsData(State state) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("state", state.toString());
        String failure = failure();
        if (failure != null) {
            data.put("lastFailure", failure);
        }
        return data;
    }

    private static String rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
