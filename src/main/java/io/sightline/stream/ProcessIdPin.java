package io.sightline.stream;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * A store that holds nothing. Kafka Streams keeps its process id in {@code state.dir} only when the
 * topology has a persistent store, and the transactional id contains it: with this store a restarted
 * instance fences the transaction its killed predecessor left open, instead of waiting for that
 * transaction to time out (measured: 4 to 5 s instead of 10 to 16 s).
 */
public final class ProcessIdPin implements StateStore {
    static final String NAME = "process-id-pin";

    private boolean open;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        context.register(root, (key, value) -> {});
        open = true;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    /** Builds the store; it has no changelog. */
    public static final class Builder implements StoreBuilder<ProcessIdPin> {
        @Override
        public StoreBuilder<ProcessIdPin> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<ProcessIdPin> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<ProcessIdPin> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("there is nothing to log");
        }

        @Override
        public StoreBuilder<ProcessIdPin> withLoggingDisabled() {
            return this;
        }

        @Override
        public ProcessIdPin build() {
            return new ProcessIdPin();
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return false;
        }

        @Override
        public String name() {
            return NAME;
        }
    }
}
