package io.sightline.cli.common;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Turns down logs that would say what the command itself says better. */
public final class Quiet {
    private Quiet() {}

    /** For commands that end: the one line that says what is wrong is ours, not one a second of Kafka's. */
    public static void clients() {
        errorsOnly("org.apache.kafka.clients");
    }

    /** For the demo, which shows every dead letter in its story. */
    public static void service() {
        errorsOnly("io.sightline");
        errorsOnly("org.apache.kafka");
        // The first records of a transaction may reach a partition's leader before it knows of the transaction; the
        // producer sends them again.
        off("kafka.server.ReplicaManager");
    }

    private static void off(String name) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(Level.OFF);
        }
    }

    private static void errorsOnly(String name) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(Level.ERROR);
        }
    }
}
