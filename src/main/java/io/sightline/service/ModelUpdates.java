package io.sightline.service;

import io.sightline.metrics.Metrics;
import io.sightline.model.Bundle;
import io.sightline.model.LiveModel;
import io.sightline.model.ServingModel;
import io.sightline.registry.RegistryView;
import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the live model on the champion: loads and warms a new one on a thread of its own, away from the
 * batches, and swaps it in. A champion that cannot be had leaves the old model serving, and is tried
 * again.
 */
final class ModelUpdates implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(ModelUpdates.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long TRY_AGAIN_NS = Duration.ofSeconds(5).toNanos();

    private final Champion champion;
    private final LiveModel live;
    private final ModelLoader loader;
    private final Metrics metrics;
    private final Thread thread;
    private ServingModel serving;
    private int version;
    private volatile RegistryView view;
    private volatile boolean closed;

    /**
     * Starts to follow.
     *
     * @param champion used by this alone from now on, and closed with it
     * @param first what {@code live} serves at the start
     */
    ModelUpdates(Champion champion, LiveModel live, ServingModel first, ModelLoader loader, Metrics metrics) {
        this.champion = champion;
        this.live = live;
        this.serving = first;
        this.version = Integer.parseInt(first.info().version());
        this.loader = loader;
        this.view = champion.poll(Duration.ZERO);
        this.metrics = metrics;
        this.thread = new Thread(this::run, "sightline-models");
        thread.setDaemon(true);
        thread.start();
    }

    /** What the registry held when it was last looked at. */
    RegistryView registry() {
        return view;
    }

    private void run() {
        long notBefore = System.nanoTime();
        while (!closed) {
            try {
                view = champion.poll(POLL);
                Optional<Integer> wanted = champion.version();
                if (wanted.isPresent() && wanted.get() != version && System.nanoTime() >= notBefore) {
                    adopt();
                }
            } catch (InterruptException e) {
                Thread.currentThread().interrupt();
                return; // closing
            } catch (RuntimeException | Error e) {
                metrics.modelUpdateFailed();
                logger.error("The champion cannot be served; version {} stays", version, e);
                notBefore = System.nanoTime() + TRY_AGAIN_NS;
            }
        }
    }

    private void adopt() {
        Bundle bundle = champion.current().orElseThrow();
        int before = version;
        ServingModel next = loader.load(bundle, Optional.of(serving));
        serving = next; // from here on it does, whatever becomes of closing the old one
        version = bundle.manifest().version();
        live.swap(next);
        metrics.modelSwapped();
        logger.info("Version {} of {} serves in place of version {}", version, champion.name(), before);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        champion.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
