package io.sightline.service;

import io.sightline.config.Build;
import io.sightline.http.HealthCheck;
import io.sightline.model.LiveModel;
import io.sightline.model.ModelInfo;
import io.sightline.stream.TopologyRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/**
 * How an instance is, told to whoever asks. Live means that it need not be restarted, ready that it does
 * its share of the work: a rebalance makes an instance unready for a moment, never dead.
 *
 * <p>Threading notes: the starting thread reports, any thread asks.
 */
final class InstanceStatus {
    private final ClusterReach reach;
    private final List<TopologyRun> topologies = new CopyOnWriteArrayList<>();
    private volatile @Nullable LiveModel model;
    private volatile Supplier<?> precision = () -> null;
    private volatile List<String> roles = List.of("classify");
    private volatile @Nullable Progress progress;
    private volatile boolean hasBeenReady;

    InstanceStatus(ClusterReach reach) {
        this.reach = reach;
    }

    /** Says what the instance is to do, by the names of its topologies. */
    void expect(List<String> names) {
        roles = List.copyOf(names);
    }

    /** Makes a pipeline that is stuck unready. */
    void watch(Progress pipeline) {
        progress = pipeline;
    }

    /** @param precisionNow what the model computes with, and why */
    void serving(LiveModel live, Supplier<?> precisionNow) {
        precision = precisionNow;
        model = live;
    }

    void running(TopologyRun topology) {
        topologies.add(topology);
    }

    /** The model that is served. */
    ModelInfo model() {
        LiveModel known = model;
        if (known == null) {
            throw new IllegalStateException("no model is served, or not yet");
        }
        return known.info();
    }

    /** What ended the last stream thread that died, in words, or null. */
    @Nullable
    String failure() {
        return topologies.stream()
                .flatMap(topology -> topology.lastFailure().stream())
                .map(InstanceStatus::rootCause)
                .findFirst()
                .orElse(null);
    }

    List<HealthCheck> liveness() {
        return roles.stream()
                .map(role -> {
                    State state = state(role);
                    boolean dead = state == State.ERROR || state == State.NOT_RUNNING;
                    return new HealthCheck(role, !dead, data(role, state));
                })
                .toList();
    }

    List<HealthCheck> readiness() {
        List<HealthCheck> checks = new ArrayList<>();
        LiveModel loaded = model;
        if (loaded != null) {
            ModelInfo info = loaded.info();
            checks.add(new HealthCheck("model", true, Map.of("name", info.name(), "version", info.version())));
        } else if (roles.contains("classify")) {
            checks.add(new HealthCheck("model", false, Map.of("state", "loading")));
        }
        for (String role : roles) {
            State state = state(role);
            checks.add(new HealthCheck(role, state == State.RUNNING, data(role, state)));
        }
        Progress watched = progress;
        if (watched != null) {
            watched.stuck()
                    .ifPresent(reason -> checks.add(new HealthCheck("pipeline", false, Map.of("stuck", reason))));
        }
        Map<String, String> silent = new LinkedHashMap<>();
        topologies.forEach(topology -> reach.silent(topology).ifPresent(reason -> silent.put(topology.name(), reason)));
        if (!silent.isEmpty()) {
            checks.add(new HealthCheck("cluster", false, silent));
        }
        hasBeenReady = hasBeenReady || checks.stream().allMatch(HealthCheck::up);
        return checks;
    }

    /** As readiness until the instance has been ready once; from then on it has started. */
    List<HealthCheck> startup() {
        return hasBeenReady ? List.of(new HealthCheck("start", true, Map.of())) : readiness();
    }

    Map<String, ?> info() {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("name", "sightline");
        info.put("version", Build.version());
        info.put("java", Runtime.version().toString());
        info.put("roles", roles);
        LiveModel loaded = model;
        if (loaded != null) {
            info.put("model", loaded.info());
            info.put("engine", precision.get());
        }
        return info;
    }

    /** What Kafka Streams and its clients measure, by topology. */
    Map<String, Map<MetricName, ? extends Metric>> kafkaMetrics() {
        Map<String, Map<MetricName, ? extends Metric>> byTopology = new LinkedHashMap<>();
        topologies.forEach(topology -> byTopology.put(topology.name(), topology.metrics()));
        return byTopology;
    }

    private State state(String role) {
        return topology(role).map(TopologyRun::state).orElse(State.CREATED);
    }

    private Map<String, String> data(String role, State state) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("state", state.toString());
        topology(role)
                .flatMap(TopologyRun::lastFailure)
                .ifPresent(failure -> data.put("lastFailure", rootCause(failure)));
        return data;
    }

    private Optional<TopologyRun> topology(String role) {
        return topologies.stream()
                .filter(topology -> topology.name().equals(role))
                .findFirst();
    }

    private static String rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }
}
