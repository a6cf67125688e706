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
        errorsOnly("io.sightline.stream");
        errorsOnly("org.apache.kafka");
    }

    private static void errorsOnly(String name) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(Level.ERROR);
        }
    }
}
