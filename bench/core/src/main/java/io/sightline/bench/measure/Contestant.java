package io.sightline.bench.measure;

import io.sightline.bench.measure.Measured.Round;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contender in its rounds, in one process after the other.
 *
 * <p>Threading notes: for one thread.
 */
final class Contestant implements AutoCloseable {
    private final Turn turn;
    private final List<Round> rounds = new ArrayList<>();
    private final List<Life> lives = new ArrayList<>();
    private @Nullable Live live;

    Contestant(Turn turn) {
        this.turn = turn;
    }

    /**
     * Starts a process.
     *
     * @throws ContenderFailedException if it ends, or has no prediction in time
     */
    void start(Stage stage) throws IOException, InterruptedException {
        close();
        live = Live.start(stage, turn.spec(), turn.feed(), turn.window());
    }

    String name() {
        return turn.spec().name();
    }

    boolean isOf(Turn other) {
        return turn.spec().equals(other.spec());
    }

    /**
     * The process that runs.
     *
     * @throws IllegalStateException if there is none
     */
    Live live() {
        if (live == null) {
            throw new IllegalStateException(name() + " does not run");
        }
        return live;
    }

    void add(Round round) {
        rounds.add(round);
    }

    boolean hasRounds() {
        return !rounds.isEmpty();
    }

    /** What its rounds came to, of which there is one at least. */
    Measured measured() {
        List<Life> all = new ArrayList<>(lives);
        if (live != null) {
            all.add(live.life());
        }
        return Measured.of(turn.spec(), Life.of(all), rounds);
    }

    /** Ends its process, if one runs. */
    @Override
    public void close() throws IOException {
        if (live != null) {
            lives.add(live.life());
            try (Live ended = live) {
                live = null;
            }
        }
    }
}
