package io.sightline.bench.measure;

import io.sightline.bench.contender.Contender;
import io.sightline.bench.contender.Limit;
import io.sightline.bench.contender.Loop;
import io.sightline.bench.contender.Speed;
import io.sightline.bench.contender.Turns;
import io.sightline.event.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The machine without Kafka, in a process that runs, warm, and is measured again and again. */
public final class LiveLimit implements AutoCloseable {
    /** Besides warm-ups and windows; a slow model takes long to try all arrangements. */
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Class<? extends Contender> type;
    private final Stage.Run run;
    private final Child child;
    private final Window window;
    private int turns;

    private LiveLimit(Class<? extends Contender> type, Stage.Run run, Child child, Window window) {
        this.type = type;
        this.run = run;
        this.child = child;
        this.window = window;
    }

    /**
     * Starts it; the first turn waits until it is warm.
     *
     * @param type {@link Limit}, or another that takes {@link Turns}
     */
    public static LiveLimit start(Stage stage, Class<? extends Contender> type, Window window) throws IOException {
        return start(stage, type, window, "");
    }

    private static LiveLimit start(Stage stage, Class<? extends Contender> type, Window window, String arrangement)
            throws IOException {
        Spec spec = Spec.own("limit", "", "none", type)
                .with(Limit.ARRANGEMENT, arrangement)
                .with(Limit.WARM_MS, String.valueOf(window.warm().toMillis()))
                .with(Limit.LONGEST_WARM_MS, String.valueOf(window.longestWarm().toMillis()));
        Stage.Run run = stage.open(spec, 1);
        return new LiveLimit(type, run, Child.start(spec, run.job(), run.log()), window);
    }

    /** Ends it and starts another process that runs the arrangement that this one has found; waits until it is warm. */
    LiveLimit startAnew(Stage stage) throws IOException, InterruptedException {
        String arrangement = found().arrangement();
        close();
        LiveLimit next = start(stage, type, window, arrangement);
        try {
            next.found();
            return next;
        } catch (IOException | InterruptedException | RuntimeException e) {
            try (next) {
                throw e;
            }
        }
    }

    /** The arrangement that it has found to be the fastest; waits until it has. */
    public Limit.Found found() throws IOException, InterruptedException {
        return await(Turns.READY, window.longestWarm().multipliedBy(2), Limit.Found.class);
    }

    /**
     * Measures a loop for the length of the window.
     *
     * @param others that are stopped meanwhile
     */
    public Speed measure(Loop loop, List<Live> others) throws IOException, InterruptedException {
        found();
        Duration length = window.length();
        try {
            Live.stop(others);
            child.requireAlive();
            child.tell(Json.mapper().writeValueAsString(new Turns.Turn(loop, length.toMillis() / 1e3)));
            return await(Turns.speedFile(++turns), length, Speed.class);
        } finally {
            Live.resume(others);
        }
    }

    private <T> T await(String name, Duration time, Class<T> type) throws IOException, InterruptedException {
        return child.await(run.job().work().resolve(name), PATIENCE.plus(time), type);
    }

    @Override
    public void close() throws IOException {
        child.close();
        run.close();
    }
}
