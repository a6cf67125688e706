package io.sightline.bench.measure;

import io.sightline.bench.load.Events;
import io.sightline.kafka.TopicReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Measures latency in an open loop: images are due at random moments (a Poisson process), whatever becomes of
 * those before, and latency counts from the moment an image was due. So a stall is in the figures of all who
 * wait for it, and not only of one. Each object measures one stretch of time.
 */
public final class LatencyRun {
    private static final int MOST = 1 << 20;

    private final Live live;
    private final long seed;
    private final int first;
    private final long[] due = new long[MOST];
    private final long[] appended = new long[MOST]; // milliseconds since the epoch, as the broker's are
    private final AtomicLongArray seen = new AtomicLongArray(MOST);
    private final double clocks =
            sinceEpochMillis() - System.nanoTime() / 1e6; // to the millisecond, as the broker's are
    private volatile boolean done;

    private LatencyRun(Live live, long seed) {
        this.live = live;
        this.seed = seed;
        this.first = live.next();
    }

    /**
     * Measures the speed and, right after it, latency at a share of it: a machine may be slower later. The load is
     * kept up, stretch by stretch, until the compilers rest in one, which counts: under a load a process takes other ways
     * through its code than behind a backlog.
     *
     * @param others that are stopped meanwhile
     * @param seed of the moments at which images are due; runs with the same have the same, but for the rate
     * @param load share of the speed
     * @param length of a stretch, in which images are sent
     * @param stretches most of them; the last counts whether or not the compilers rest
     */
    public static LatencyRow measure(
            Live live, List<Live> others, long seed, double load, Duration length, int stretches)
            throws IOException, InterruptedException {
        double most = live.measure(others).imagesPerSecond();
        try {
            Live.stop(others);
            LatencyRow row = new LatencyRun(live, seed).measure(load, most, length);
            for (int stretch = 1; stretch < stretches && !row.rested(); stretch++) {
                row = new LatencyRun(live, seed).measure(load, most, length);
            }
            return row;
        } finally {
            Live.resume(others);
        }
    }

    private LatencyRow measure(double load, double most, Duration length) throws InterruptedException {
        Thread reader = reader();
        try {
            Usage from = live.usage();
            send(load * most, length);
            Usage to = live.usage();
            live.awaitAnswers();
            return row(load, most, from, to, reader);
        } finally {
            done = true;
            reader.join();
        }
    }

    private void send(double perSecond, Duration time) throws InterruptedException {
        Random random = new Random(seed);
        long end = System.nanoTime() + time.toNanos();
        double at = System.nanoTime();
        while (true) {
            at += -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
            if (at > end) {
                return;
            }
            TimeUnit.NANOSECONDS.sleep(Math.max(0, (long) at - System.nanoTime()));
            due[live.next() - first] = (long) at;
            live.send();
        }
    }

    private LatencyRow row(double load, double most, Usage from, Usage to, Thread reader) throws InterruptedException {
        List<Double> toSight = new ArrayList<>();
        List<Double> toAppend = new ArrayList<>();
        for (int number = 0; number < live.next() - first; number++) {
            while (seen.get(number) == 0) {
                if (!reader.isAlive()) {
                    throw new ContenderFailedException("the reader of its predictions has ended");
                }
                TimeUnit.MILLISECONDS.sleep(1); // it is committed, so the reader comes to it
            }
            toSight.add((seen.get(number) - due[number]) / 1e6);
            toAppend.add(appended[number] - (clocks + due[number] / 1e6));
        }
        Percentiles percentiles = Percentiles.of(toSight);
        double seconds = (to.time() - from.time()) / 1e3;
        return new LatencyRow(
                live.spec().name(),
                load,
                most,
                toSight.size() / seconds,
                percentiles,
                Spread.of(List.of(percentiles.p99())),
                Spread.of(List.of(Percentiles.of(toAppend).p99())),
                null,
                (to.cpuSeconds() - from.cpuSeconds()) / seconds,
                to.restedSince(from));
    }

    private static double sinceEpochMillis() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now()) / 1e6;
    }

    private Thread reader() {
        TopicReader predictions = TopicReader.fromNow(live.topics().clients(), live.predictions());
        Thread thread = new Thread(
                () -> {
                    try (predictions) {
                        while (!done) {
                            for (ConsumerRecord<byte[], byte[]> record : predictions.poll(Duration.ofMillis(100))) {
                                int number = Events.number(record.key()) - first;
                                if (number >= 0 && seen.get(number) == 0) { // else of before, or a second one
                                    appended[number] = record.timestamp();
                                    seen.set(number, System.nanoTime());
                                }
                            }
                        }
                    }
                },
                "latency-reader");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
