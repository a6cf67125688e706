package io.sightline.bench.measure;

import io.sightline.bench.load.Events;
import io.sightline.bench.load.RunTopics;
import io.sightline.kafka.TopicReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Measures latency in an open loop: images are due at random moments (a Poisson process), whatever becomes of
 * those before, and latency counts from the moment an image was due. So a stall is in the figures of all who
 * wait for it, and not only of one.
 */
public final class LatencyRun {
    private static final double WARM_UP_LOAD = 0.8;
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int MOST = 1 << 20;
    private static final long SEED = 7;
    private static final long DRAIN_NS = TimeUnit.SECONDS.toNanos(30);

    private final Stage stage;
    private final long[] due = new long[MOST];
    private final AtomicLongArray seen = new AtomicLongArray(MOST);
    private int next;
    private volatile boolean done;

    public LatencyRun(Stage stage) {
        this.stage = stage;
    }

    /**
     * Measures once; for use once. At a low load the JVM would compile for minutes, so it is warmed up at a high one.
     *
     * @param load told in the result
     * @param imagesPerSecond to be sent
     */
    public LatencyRow measure(Spec spec, int partitions, double load, double imagesPerSecond, Window window)
            throws IOException, InterruptedException {
        try (Stage.Run run = stage.open(spec, partitions);
                Child child = Child.start(spec, run.job());
                Ends ends = new Ends(run.topics(), run.job().predictions());
                Events events = Backlog.ofFiles(0, partitions, stage.pictures()).open(run.topics())) {
            Thread reader = reader(run.topics(), run.job().predictions());
            try {
                send(events, System.nanoTime());
                Drain.awaitFirst(child, ends, window.patience());
                Random random = new Random(SEED);
                double warmUp = imagesPerSecond * Math.max(1, WARM_UP_LOAD / load);
                child.compilers()
                        .await(window.warm(), window.longestWarm(), time -> send(events, random, warmUp, time));
                int first = settled(events, random, imagesPerSecond);
                Usage from = Usage.of(child);
                send(events, random, imagesPerSecond, window.length());
                Usage to = Usage.of(child);
                return row(spec, load, first, from, to);
            } finally {
                done = true;
                reader.join();
            }
        }
    }

    /** What the warm-up has left is not the load's: goes on at its rate until that is done, and tells the next number. */
    private int settled(Events events, Random random, double perSecond) throws InterruptedException {
        int left = next;
        long giveUp = System.nanoTime() + DRAIN_NS;
        for (int number = 0; number < left; number++) {
            while (seen.get(number) == 0 && System.nanoTime() < giveUp) {
                send(events, random, perSecond, LOOK);
            }
        }
        return next;
    }

    private void send(Events events, Random random, double perSecond, Duration time) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        double at = System.nanoTime();
        while (true) {
            at += -Math.log(1 - random.nextDouble()) / perSecond * 1e9;
            if (at > end) {
                return;
            }
            TimeUnit.NANOSECONDS.sleep(Math.max(0, (long) at - System.nanoTime()));
            send(events, (long) at);
        }
    }

    private void send(Events events, long dueAt) {
        due[next] = dueAt;
        events.send(next++);
    }

    private LatencyRow row(Spec spec, double load, int first, Usage from, Usage to) throws InterruptedException {
        long giveUp = System.nanoTime() + DRAIN_NS;
        List<Double> millis = new ArrayList<>();
        int sent = next - first;
        for (int number = first; number < next; number++) {
            while (seen.get(number) == 0 && System.nanoTime() < giveUp) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            if (seen.get(number) != 0) {
                millis.add((seen.get(number) - due[number]) / 1e6);
            }
        }
        if (millis.isEmpty()) {
            throw new ContenderFailedException("no image was answered within 30 s of the last");
        }
        Percentiles percentiles = Percentiles.of(millis);
        double seconds = (to.time() - from.time()) / 1e3;
        return new LatencyRow(
                spec.name(),
                load,
                sent / seconds,
                percentiles,
                Spread.of(List.of(percentiles.p99())),
                sent - millis.size(),
                (to.cpuSeconds() - from.cpuSeconds()) / seconds);
    }

    private Thread reader(RunTopics topics, String topic) {
        TopicReader predictions = TopicReader.fromNow(topics.clients(), topic);
        Thread thread = new Thread(
                () -> {
                    try (predictions) {
                        while (!done) {
                            for (ConsumerRecord<byte[], byte[]> record : predictions.poll(Duration.ofMillis(100))) {
                                seen.compareAndSet(Events.number(record.key()), 0, System.nanoTime());
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
