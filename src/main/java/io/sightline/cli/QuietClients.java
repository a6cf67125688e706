package io.sightline.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** For commands that end: the one line that says what is wrong is ours, not one a second of Kafka's. */
final class QuietClients {
    private QuietClients() {}

    static void setUp() {
        if (LoggerFactory.getLogger("org.apache.kafka.clients") instanceof Logger logger) {
            logger.setLevel(Level.ERROR);
        }
    }
}
