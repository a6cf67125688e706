package io.sightline.bench.measure;

import io.sightline.bench.load.Events;
import io.sightline.bench.load.RunTopics;
import io.sightline.bench.process.CompilerRest;
import io.sightline.event.EventTopics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A contender that runs, warm, and is measured again and again. While another is measured its process is stopped:
 * one that idles polls, sends heartbeats and collects garbage.
 *
 * <p>Threading notes: for one thread.
 */
public final class Live implements AutoCloseable {
    /** From the moment a backlog is there to the window in it: one that was stopped has its timers to make up for. */
    private static final Duration LEAD = Duration.ofSeconds(5);

    /** A commit that readers see may not have been answered yet: half done for a minute, it would time out. */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    /** How much longer than lead and window a backlog lasts at the speed that was seen last. */
    private static final double SPARE = 1.4;

    private static final double WARMING_SECONDS = 4;
    private static final int FEWEST = 8;
    private static final int TRIES = 10;
    private static final long LOOK_MS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Spec spec;
    private final Stage.Run run;
    private final Events events;
    private final Outputs outputs;
    private final Child child;
    private final BrokerProcess broker;
    private final Window window;
    private double perSecond = 1;
    private int sent;
    private double firstSeconds;
    private double warmSeconds;
    private boolean restedLast;
    private boolean rested;

    private Live(
            Spec spec,
            Stage.Run run,
            Events events,
            Outputs outputs,
            Child child,
            BrokerProcess broker,
            Window window) {
        this.spec = spec;
        this.run = run;
        this.events = events;
        this.outputs = outputs;
        this.child = child;
        this.broker = broker;
        this.window = window;
    }

    /**
     * Starts a contender and lets it work until its JVM's compilers rest, and the broker's.
     *
     * @throws ContenderFailedException if it ends, or has no prediction in time
     */
    public static Live start(Stage stage, Spec spec, Feed feed, Window window)
            throws IOException, InterruptedException {
        Stage.Run run = stage.open(spec, feed.partitions());
        Live live = new Live(
                spec,
                run,
                feed.open(run.topics()),
                new Outputs(run.topics(), run.job().predictions()),
                Child.start(spec, run.job(), run.log()),
                stage.broker(),
                window);
        try {
            live.warmUp();
            return live;
        } catch (IOException | InterruptedException | RuntimeException e) {
            try (live) {
                throw e;
            }
        }
    }

    /**
     * Measures a backlog for the length of the window.
     *
     * @param others that are stopped meanwhile
     * @throws ContenderFailedException if it ends, or leaves images without a prediction
     */
    public Reading measure(List<Live> others) throws IOException, InterruptedException {
        double seconds = SPARE * (LEAD.toMillis() + window.length().toMillis()) / 1e3;
        for (int tries = 0; tries < TRIES; tries++) {
            Usage from;
            Usage to;
            try {
                stop(others);
                backlog(Math.max(FEWEST, (int) (perSecond * seconds)));
                pass(LEAD);
                from = usage();
                pass(window.length());
                to = usage();
            } finally {
                resume(others);
            }
            awaitAnswers();
            if (outputs.last() >= to.time()) {
                Reading reading = Reading.of(outputs.between(from.time(), to.time()), from, to);
                perSecond = reading.imagesPerSecond();
                restedLast = to.restedSince(from);
                return reading;
            }
            perSecond = 2 * Math.max(perSecond, FEWEST / seconds); // all was done before the window had ended
        }
        throw new ContenderFailedException("works off whatever is sent before its window ends");
    }

    /**
     * Takes windows that do not count until the compilers rest in one: a process that
     * is stopped and goes on takes other ways through its code than one that always works.
     */
    public void practise(List<Live> others) throws IOException, InterruptedException {
        for (int i = 0; i < window.practice() && !restedLast; i++) {
            measure(others);
        }
        rested = restedLast;
        warmSeconds = child.age() - firstSeconds;
    }

    /** Measures a backlog of so many events, from its first to its last; its outputs are read meanwhile. */
    public Reading measure(int count) throws IOException, InterruptedException {
        backlog(count);
        Usage from = usage();
        awaitAnswers();
        Usage to = usage();
        return Reading.of(count, from.at(outputs.first()), to.at(outputs.last() + 1));
    }

    /** What is known of its process so far. */
    public Life life() {
        return new Life(1, firstSeconds, warmSeconds, rested, outputs.duplicates());
    }

    /** Memory that it has resident, in MiB; not a number where the system does not tell. */
    public double residentMiB() {
        return child.residentMiB();
    }

    /** What it is. */
    public Spec spec() {
        return spec;
    }

    /** Its topics. */
    RunTopics topics() {
        return run.topics();
    }

    /** Topic of its predictions. */
    String predictions() {
        return run.job().predictions();
    }

    /** What it has used until now. */
    Usage usage() {
        child.requireAlive();
        return Usage.of(child, broker);
    }

    /** Number of the event that is sent next. */
    int next() {
        return sent;
    }

    /** Sends one event; does not wait. */
    void send() {
        events.send(sent++);
    }

    /**
     * Waits until all that was sent has a committed prediction.
     *
     * @throws ContenderFailedException if there is none for long
     */
    void awaitAnswers() throws InterruptedException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (outputs.answered() < sent) {
            int before = outputs.answered();
            child.requireAlive();
            outputs.read();
            if (outputs.answered() > before) {
                giveUp = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > giveUp) {
                throw new ContenderFailedException(String.format(
                        "left %d of %d images without a committed prediction for %d s; dead letters: %d%n%s",
                        sent - outputs.answered(), sent, PATIENCE.toSeconds(), deadLetters(), child.logTail()));
            }
        }
    }

    private void warmUp() throws IOException, InterruptedException {
        send(FEWEST);
        awaitFirst();
        firstSeconds = child.age();
        new CompilerRest(child.pid(), broker.pid()).await(window.warm(), window.longestWarm(), this::work);
        awaitAnswers();
        warmSeconds = child.age() - firstSeconds;
    }

    /** The first prediction may not be committed yet. */
    private void awaitFirst() throws InterruptedException {
        long giveUp = System.nanoTime() + window.patience().toNanos();
        try (Ends ends = new Ends(run.topics(), run.job().predictions())) {
            while (ends.sum() == 0) {
                child.requireAlive();
                if (System.nanoTime() > giveUp) {
                    throw new ContenderFailedException(
                            "no prediction within " + window.patience().toSeconds() + " s\n" + child.logTail());
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MS);
            }
        }
    }

    /** Has it work on a backlog that does not end: the next comes when half of one is done. */
    private void work(Duration time) {
        long start = System.nanoTime();
        int before = outputs.answered();
        int burst = FEWEST;
        while (System.nanoTime() - start < time.toNanos()) {
            if (sent - outputs.answered() <= burst / 2) {
                burst = Math.min(2 * burst, Math.max(FEWEST, (int) (perSecondSince(start, before) * WARMING_SECONDS)));
                send(burst);
            }
            child.requireAlive();
            outputs.read();
        }
        perSecond = perSecondSince(start, before);
    }

    private double perSecondSince(long start, int before) {
        return (outputs.answered() - before) * 1e9 / (System.nanoTime() - start);
    }

    /** Makes a backlog that is there before the contender sees any of it. */
    private void backlog(int count) throws IOException, InterruptedException {
        outputs.forgetTimes();
        child.stop();
        try {
            send(count);
        } finally {
            child.resume();
        }
    }

    private void send(int count) {
        for (int i = 0; i < count; i++) {
            send();
        }
        events.flush();
    }

    private void pass(Duration time) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
        child.requireAlive();
    }

    static void stop(List<Live> others) throws IOException, InterruptedException {
        if (!others.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(SETTLED.toMillis());
        }
        for (Live other : others) {
            other.child.stop();
        }
    }

    static void resume(List<Live> others) throws IOException, InterruptedException {
        for (Live other : others) {
            other.child.resume();
        }
    }

    private long deadLetters() {
        try (Ends letters = new Ends(run.topics(), run.topics().name(EventTopics.DEAD_LETTERS))) {
            return letters.sum();
        }
    }

    @Override
    public void close() throws IOException {
        try (run;
                outputs;
                events) {
            child.close();
        }
    }
}
