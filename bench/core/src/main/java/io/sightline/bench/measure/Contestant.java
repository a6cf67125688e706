package io.sightline.bench.measure;

import io.sightline.bench.measure.Measured.Round;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A contender in its rounds, in one process or in several one after the other.
 *
 * <p>Threading notes: for one thread.
 */
final class Contestant implements AutoCloseable {
    private final Turn turn;
    private final List<Round> rounds = new ArrayList<>();
    private final List<Life> ended = new ArrayList<>();
    private Live live;

    private Contestant(Turn turn, Live live) {
        this.turn = turn;
        this.live = live;
    }

    /**
     * Starts its process.
     *
     * @throws ContenderFailedException if it ends, or has no prediction in time
     */
    static Contestant start(Stage stage, Turn turn) throws IOException, InterruptedException {
        return new Contestant(turn, live(stage, turn));
    }

    /**
     * Ends its process and starts another.
     *
     * @throws ContenderFailedException as {@link #start}
     */
    void startAnew(Stage stage) throws IOException, InterruptedException {
        Life life = live.life();
        live.close();
        live = live(stage, turn);
        ended.add(life);
    }

    private static Live live(Stage stage, Turn turn) throws IOException, InterruptedException {
        return Live.start(stage, turn.spec(), turn.feed(), turn.window());
    }

    String name() {
        return turn.spec().name();
    }

    /** The process that runs. */
    Live live() {
        return live;
    }

    boolean isOf(Turn other) {
        return turn.spec().equals(other.spec());
    }

    void add(Round round) {
        rounds.add(round);
    }

    boolean hasRounds() {
        return !rounds.isEmpty();
    }

    /** What its rounds came to, of which there is one at least. */
    Measured measured() {
        List<Life> lives = new ArrayList<>(ended);
        lives.add(live.life());
        return Measured.of(turn.spec(), Life.of(lives), rounds);
    }

    @Override
    public void close() throws IOException {
        live.close();
    }
}
