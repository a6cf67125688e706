package io.sightline.bench.contender;

import io.sightline.kafka.EmbeddedBroker;
import java.io.IOException;

/** The broker that contenders share, as a process like theirs. */
public final class Broker implements Contender {
    /** File with what to connect to. */
    public static final String READY = "broker.json";

    @Override
    public void start(Job job) throws IOException {
        job.leave(READY, EmbeddedBroker.start(job.work().resolve("data"), 0).bootstrapServers());
    }
}
