package io.sightline.service;

import io.sightline.stream.TopologyRun;
import java.time.Duration;
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
    /** A heartbeat is sent several times within a session; missing all of three sessions is no accident. */
    private static final int SESSIONS = 3;

    private static final long KEPT_NS = 1_000_000_000;

    private final double limitS;
    private final LongSupplier nanoTime;
    private final Map<TopologyRun, Look> looks = new ConcurrentHashMap<>();

    private record Look(long at, double silence) {}

    /**
     * @param session after how long without a heartbeat the group takes an instance for dead
     * @param nanoTime the clock
     */
    ClusterReach(Duration session, LongSupplier nanoTime) {
        this.limitS = session.toMillis() * SESSIONS / 1e3;
        this.nanoTime = nanoTime;
    }

    /** Says for how long, if for too long. Looks once a second at most, as there are thousands of figures to look through. */
    Optional<String> silent(TopologyRun topology) {
        long now = nanoTime.getAsLong();
        Look look = looks.compute(
                topology,
                (same, last) -> last != null && now - last.at() < KEPT_NS ? last : new Look(now, topology.silence()));
        return look.silence() > limitS
                ? Optional.of("no broker has answered for %.0f s".formatted(look.silence()))
                : Optional.empty();
    }
}
