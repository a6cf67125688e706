package io.sightline.bench.measure;

import io.sightline.event.EventTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Measures a contender on a backlog: it is started in a process of its own while nothing else runs, and
 * what the broker appends in a window after the warm-up is counted, as readers of committed records see it.
 */
public final class Drain {
    private static final long LOOK_MS = 20;
    private static final long WATCH_MS = 200;

    private final Stage stage;

    public Drain(Stage stage) {
        this.stage = stage;
    }

    /**
     * Runs a contender once.
     *
     * @throws ContenderFailedException if it ends, or has no prediction in time
     */
    public Reading measure(Spec spec, Backlog backlog, Window window) throws IOException, InterruptedException {
        try (Stage.Run run = stage.open(spec, backlog.partitions())) {
            backlog.send(run.topics());
            try (Child child = Child.start(spec, run.job());
                    Ends ends = new Ends(run.topics(), run.job().predictions())) {
                awaitFirst(child, ends, window.patience());
                double first = child.age();
                child.compilers().await(window.warm(), window.longestWarm(), time -> {
                    TimeUnit.MILLISECONDS.sleep(time.toMillis());
                    child.requireAlive();
                });
                if (ends.sum() >= backlog.count()) {
                    throw new ContenderFailedException(
                            "did all " + backlog.count() + " events before its window began");
                }
                double warm = child.age() - first;
                Usage from = Usage.of(child);
                watch(child, ends, window.length(), backlog.count());
                Usage to = Usage.of(child);
                return reading(run, child, ends.now(), from, to, first, warm);
            }
        }
    }

    /** Waits for the first prediction, committed or not. */
    static void awaitFirst(Child child, Ends ends, Duration patience) throws InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (ends.sum() == 0) {
            child.requireAlive();
            if (System.nanoTime() > giveUp) {
                throw new ContenderFailedException(
                        "no prediction within " + patience.toSeconds() + " s\n" + child.logTail());
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    /** Waits for so many predictions, but no longer than the time given. */
    private static void watch(Child child, Ends ends, Duration length, int events) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end && ends.sum() < events) {
            child.requireAlive();
            TimeUnit.MILLISECONDS.sleep(Math.max(1, Math.min(WATCH_MS, (end - System.nanoTime()) / 1_000_000)));
        }
    }

    private static Reading reading(
            Stage.Run run,
            Child child,
            Map<TopicPartition, Long> until,
            Usage from,
            Usage to,
            double first,
            double warm)
            throws InterruptedException {
        Outputs predictions = Outputs.read(run.topics(), run.job().predictions(), until, child);
        long images = predictions.between(from.time(), to.time());
        if (images == 0) {
            throw new ContenderFailedException("no prediction in the window\n" + child.logTail());
        }
        long deadLetters;
        try (Ends letters = new Ends(run.topics(), run.topics().name(EventTopics.DEAD_LETTERS))) {
            deadLetters = letters.sum();
        }
        return new Reading(
                images,
                images * 1000.0 / (to.time() - from.time()),
                (to.cpuSeconds() - from.cpuSeconds()) / images,
                (to.brokerCpuSeconds() - from.brokerCpuSeconds()) / images,
                predictions.duplicates(),
                deadLetters,
                first,
                warm,
                from.residentMiB(),
                to.residentMiB(),
                to.threads().millisSince(from.threads(), images));
    }
}
