package io.sightline.bench.measure;

import io.sightline.bench.contender.Broker;
import io.sightline.bench.contender.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The broker, in a process of its own: what it uses can be told from what contenders and those that measure use. */
public final class BrokerProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Child child;
    private final String bootstrapServers;

    private BrokerProcess(Child child, String bootstrapServers) {
        this.child = child;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts it, and returns when it answers.
     *
     * @param folder to keep its data in; the caller's to delete
     * @throws ContenderFailedException if it does not start
     */
    public static BrokerProcess start(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Spec spec = Spec.own("broker", "", "none", Broker.class);
        Job job = new Job("", "", 1, folder, List.of(), folder, Map.of());
        Child child = Child.start(spec, job, folder.resolve("log"));
        try {
            return new BrokerProcess(child, child.await(folder.resolve(Broker.READY), PATIENCE, String.class));
        } catch (IOException | InterruptedException | RuntimeException e) {
            try (child) {
                throw e;
            }
        }
    }

    /** Where clients find it. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Processor time it has used so far, in seconds.
     *
     * @throws IllegalStateException if it has ended: no contender is at fault, and none can go on
     */
    double cpuSeconds() {
        try {
            child.requireAlive();
        } catch (ContenderFailedException e) {
            throw new IllegalStateException("the broker " + e.getMessage(), e);
        }
        return child.cpuSeconds();
    }

    /** Of the operating system. */
    long pid() {
        return child.pid();
    }

    @Override
    public void close() {
        child.close();
    }
}
