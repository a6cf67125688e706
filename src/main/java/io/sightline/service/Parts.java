package io.sightline.service;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What must be closed, in the reverse of the order it was made in; one part that does not close does not
 * keep the others from closing.
 */
final class Parts implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                logger.warn("{} did not close cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
