package io.sightline.http.api;

import io.sightline.http.server.Call;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last ten minutes of this instance, in steps of five seconds.
 *
 * <p>Threading notes: one thread reads the figures; any may ask.
 */
public final class StatsApi implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(StatsApi.class);

    private static final int STEP_S = 5;
    private static final int KEPT = 120;
    private static final int LATELY = 12;

    private final Supplier<Readings> readings;
    private final Deque<Interval> intervals = new ArrayDeque<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sightline-stats");
        thread.setDaemon(true);
        return thread;
    });
    /** Of the last minute, and the one before it. */
    private final Deque<Readings> recent = new ArrayDeque<>();

    private Readings last;
    private long lastNanos = System.nanoTime();

    /** Starts to read the figures. */
    public StatsApi(Supplier<Readings> readings) {
        this.readings = readings;
        this.last = readings.get();
        recent.add(last);
        clock.scheduleAtFixedRate(this::step, STEP_S, STEP_S, TimeUnit.SECONDS);
    }

    /** Answers with the steps and what they add up to. */
    public void get(Call call) {
        call.answer(200, body());
    }

    private synchronized Map<String, Object> body() {
        Readings now = readings.get();
        List<Interval> all = List.copyOf(intervals);
        int steps = recent.size() - 1;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("everySeconds", STEP_S);
        body.put("inFlight", now.inFlight());
        body.put("predicted", now.predicted());
        body.put("deadLetters", deadLetters(now));
        if (steps > 0) {
            body.put(
                    "minute",
                    Interval.between(recent.getFirst(), last, steps * (double) STEP_S, System.currentTimeMillis()));
        }
        body.put("points", all);
        return body;
    }

    /** Those of all the time this instance has run. */
    private static Map<String, Double> deadLetters(Readings now) {
        Map<String, Double> some = new TreeMap<>(now.deadLetters());
        some.values().removeIf(count -> count == 0);
        return some;
    }

    private void step() {
        try {
            take(readings.get());
        } catch (RuntimeException e) {
            logger.warn("The page's figures have a gap: they could not be read", e);
        }
    }

    private synchronized void take(Readings now) {
        long nanos = System.nanoTime();
        intervals.addLast(Interval.between(last, now, (nanos - lastNanos) / 1e9, System.currentTimeMillis()));
        if (intervals.size() > KEPT) {
            intervals.removeFirst();
        }
        last = now;
        lastNanos = nanos;
        recent.addLast(now);
        if (recent.size() > LATELY + 1) {
            recent.removeFirst();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
