package io.sightline.stream;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.RecordPlace;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each dead letter, but not for each of thousands: {@value #MOST} within ten seconds, and then
 * one that says how many more there were, by reason. Every one of them is on its topic.
 *
 * <p>Threading notes: any number of threads.
 */
public final class DeadLetterLog {
    static final int MOST = 10;
    static final Duration WINDOW = Duration.ofSeconds(10);

    private static final Logger logger = LoggerFactory.getLogger(DeadLetterLog.class);

    private final LongSupplier nanoTime;
    private final Executor afterWindow;
    private final Map<String, Integer> leftOut = new TreeMap<>();
    private long start;
    private int written = MOST;

    /** By this machine's clock. */
    public DeadLetterLog() {
        this(System::nanoTime, CompletableFuture.delayedExecutor(WINDOW.toMillis(), TimeUnit.MILLISECONDS));
    }

    /**
     * By a clock of one's own.
     *
     * @param afterWindow runs what it is given when a window has passed
     */
    DeadLetterLog(LongSupplier nanoTime, Executor afterWindow) {
        this.nanoTime = nanoTime;
        this.afterWindow = afterWindow;
        this.start = nanoTime.getAsLong() - WINDOW.toNanos();
    }

    /**
     * Writes a line, or counts it.
     *
     * @param id of the image
     * @param place of its record
     * @param message what is wrong, in words
     */
    public synchronized void write(String id, DeadLetterReason reason, RecordPlace place, String message) {
        if (nanoTime.getAsLong() - start >= WINDOW.toNanos()) {
            tellLeftOut();
            start = nanoTime.getAsLong();
            written = 0;
        }
        if (written < MOST) {
            written++;
            logger.atWarn()
                    .addKeyValue("id", id)
                    .addKeyValue("reason", reason.code())
                    .addKeyValue("record", place)
                    .log("Dead letter: {}", message);
            return;
        }
        if (leftOut.isEmpty()) {
            afterWindow.execute(this::tellLeftOut);
        }
        leftOut.merge(reason.code(), 1, Integer::sum);
    }

    private synchronized void tellLeftOut() {
        if (!leftOut.isEmpty()) {
            logger.atWarn()
                    .addKeyValue("reasons", new TreeMap<>(leftOut))
                    .log(
                            "{} more dead letters within {} s; `sightline dead-letters list` shows them",
                            leftOut.values().stream()
                                    .mapToInt(Integer::intValue)
                                    .sum(),
                            WINDOW.toSeconds());
            leftOut.clear();
        }
    }
}
