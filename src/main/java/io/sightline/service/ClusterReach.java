package io.sightline.service;

import io.sightline.stream.TopologyRun;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Tells when the cluster has stopped answering. Kafka Streams stays RUNNING then, and with nothing in
 * flight nothing is stuck, but nothing comes any more either.
 *
 * <p>Threading notes: any number of threads.
 */
final class ClusterReach {
    /** Heartbeats are due every two seconds, and given up after six. */
    static final double LIMIT_S = 20;

    private static final long KEPT_NS = 1_000_000_000;

    private final LongSupplier nanoTime;
    private final Map<TopologyRun, Look> looks = new ConcurrentHashMap<>();

    private record Look(long at, double silence) {}

    ClusterReach(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Says for how long, if for too long. Looks once a second at most, as there are thousands of figures to look through. */
    Optional<String> silent(TopologyRun topology) {
        long now = nanoTime.getAsLong();
        Look look = looks.compute(
                topology,
                (same, last) -> last != null && now - last.at() < KEPT_NS ? last : new Look(now, topology.silence()));
        return look.silence() > LIMIT_S
                ? Optional.of("no broker has answered for %.0f s".formatted(look.silence()))
                : Optional.empty();
    }
}
