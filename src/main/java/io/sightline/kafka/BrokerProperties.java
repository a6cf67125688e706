package io.sightline.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The settings of a one-node KRaft cluster that keeps to the loopback address and little memory. */
final class BrokerProperties {
    /** For service: a node that misses its own heartbeats, as on a machine busy with training, is without leaders. */
    static final Map<String, String> SESSION =
            Map.of("broker.session.timeout.ms", "15000", "broker.heartbeat.interval.ms", "1000");

    static final Map<String, String> SHORT_SESSION =
            Map.of("broker.session.timeout.ms", "1500", "broker.heartbeat.interval.ms", "300");

    private BrokerProperties() {}

    static Properties of(Path directory, BrokerPorts ports) {
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("node.id", "1");
        p.put("controller.quorum.voters", "1@" + EmbeddedBroker.HOST + ":" + ports.controller());
        p.put(
                "listeners",
                "PLAINTEXT://" + EmbeddedBroker.HOST + ":" + ports.client() + ",CONTROLLER://" + EmbeddedBroker.HOST
                        + ":" + ports.controller());
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("controller.listener.names", "CONTROLLER");
        p.put("log.dirs", directory.toString());

        p.put("auto.create.topics.enable", "false");
        p.put("num.partitions", "1");
        p.put("default.replication.factor", "1");
        p.put("min.insync.replicas", "1");
        for (String internal :
                new String[] {"offsets.topic", "transaction.state.log", "share.coordinator.state.topic"}) {
            p.put(internal + ".replication.factor", "1");
            p.put(internal + ".num.partitions", "4");
        }
        p.put("transaction.state.log.min.isr", "1");
        p.put("share.coordinator.state.topic.min.isr", "1");

        // Waiting for more members makes sense where a fleet starts at once, not on one machine.
        p.put("group.initial.rebalance.delay.ms", "0");
        // Defaults meant for servers: 128 MB of heap for the cleaner, 50 segments kept open, slow stops.
        p.put("log.cleaner.dedupe.buffer.size", String.valueOf(8 * 1024 * 1024));
        p.put("log.cleaner.threads", "1");
        p.put("background.threads", "2");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "4");
        // A transaction left open by a killed process holds readers of committed records back.
        p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        return p;
    }
}
