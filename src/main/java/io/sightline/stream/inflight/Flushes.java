package io.sightline.stream.inflight;

/**
 * Tells when all that a stream thread has written is at the broker. Kafka Streams tells nobody of its commits, but before
 * each it flushes the thread's producer. Without transactions only: see {@link AtLeastOnceProducer}.
 *
 * <p>Threading notes: for all stream threads of a topology; each has a producer and a count of its own.
 */
final class Flushes {
    private final ThreadLocal<Long> ofThread = ThreadLocal.withInitial(() -> 0L);

    /** Takes note that the calling thread's producer has sent all that it was given. */
    void flushed() {
        ofThread.set(count() + 1);
    }

    /** How often the calling thread's producer has been flushed. */
    long count() {
        return ofThread.get();
    }
}
