package io.sightline.bench.measure;

import io.sightline.bench.contender.Contender;
import io.sightline.bench.contender.Limit;
import io.sightline.bench.contender.Loop;
import io.sightline.bench.contender.Speed;
import io.sightline.bench.measure.Measured.Round;
import io.sightline.kafka.ClusterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Contenders in turns with the limit and with the first of them. Limit and first contender keep running, the others
 * come one after the other; all that run are warm when they are measured, and take their windows within the same minute, so
 * that a machine that gets slower or faster does so for all. What a process needs for an image differs from one start to
 * the next by more than contenders differ; so all can be started anew and run again, and their rounds are taken together.
 *
 * <p>Threading notes: for one thread.
 */
public final class Rounds implements AutoCloseable {
    private final Stage stage;
    private final Loop yardstick;
    private final Telling telling;
    private final Map<Loop, List<Speed>> limits = new EnumMap<>(Loop.class);
    private final List<Contestant> contestants = new ArrayList<>();
    private final List<Failure> failures;
    private LiveLimit limit;
    private Limit.@Nullable Found found;
    private boolean begun;
    private @Nullable Contestant first;

    private Rounds(Stage stage, LiveLimit limit, Loop yardstick, Consumer<String> progress, List<Failure> failures) {
        this.stage = stage;
        this.limit = limit;
        this.yardstick = yardstick;
        this.telling = new Telling(progress);
        this.failures = failures;
    }

    /**
     * Starts the limit.
     *
     * @param type see {@link LiveLimit}
     * @param yardstick the loop that contenders are held against
     * @param window of the limit
     * @param progress is told of each window, in a line
     * @param failures takes contenders that fail
     */
    public static Rounds start(
            Stage stage,
            Class<? extends Contender> type,
            Loop yardstick,
            Window window,
            Consumer<String> progress,
            List<Failure> failures)
            throws IOException {
        return new Rounds(stage, LiveLimit.start(stage, type, window), yardstick, progress, failures);
    }

    /**
     * What was found to be the limit; waits until it has been.
     *
     * @throws LimitFailedException if it cannot be found
     */
    public Limit.Found found() throws IOException, InterruptedException {
        try {
            if (found == null) {
                found = limit.found();
            }
            return found;
        } catch (ContenderFailedException e) {
            throw new LimitFailedException(e);
        }
    }

    /**
     * Ends limit and first contender, and starts the limit anew, in the arrangement that was found; the contender that
     * is run next stays beside the others.
     *
     * @throws LimitFailedException if the limit fails
     */
    public void startAnew() throws IOException, InterruptedException {
        found();
        closeFirst();
        begun = false;
        try {
            limit = limit.startAnew(stage);
        } catch (ContenderFailedException e) {
            throw new LimitFailedException(e);
        }
    }

    /**
     * Starts a contender and measures it in some rounds, beside those it has had. One that fails is noted.
     *
     * @param from number of the first round, from which the order in it follows; counted from 1
     * @throws LimitFailedException if the limit fails, without which nothing can be held against it
     */
    public void run(Turn turn, int from, int rounds) throws IOException, InterruptedException {
        found(); // so that contenders do not warm up while the limit does
        Contestant contestant = contestant(turn);
        boolean stays = !begun;
        begun = true;
        try {
            contestant.start(stage);
            first = stays ? contestant : first;
            practise(contestant);
            rounds(contestant, from, rounds);
        } catch (ContenderFailedException | ClusterException e) {
            failed(contestant.name(), e);
            if (stays) {
                closeFirst();
            }
        } finally {
            if (!stays) {
                contestant.close();
            }
        }
    }

    private Contestant contestant(Turn turn) {
        for (Contestant known : contestants) {
            if (known.isOf(turn)) {
                return known;
            }
        }
        Contestant next = new Contestant(turn);
        contestants.add(next);
        return next;
    }

    private void practise(Contestant contestant) throws IOException, InterruptedException {
        contestant.live().practise(besides(contestant));
        telling.warm(contestant.name(), contestant.live().life());
    }

    /**
     * Measures loops of the limit in some rounds, in turns; before there are contenders.
     *
     * @throws LimitFailedException if the limit fails
     */
    public void runLimit(int from, int rounds, Loop... loops) throws IOException, InterruptedException {
        for (int round = from; round < from + rounds; round++) {
            for (Loop loop : loops) {
                measureLimit(round, loop, List.of());
            }
        }
    }

    /** What a loop of the limit came to in each round. */
    public List<Speed> limit(Loop loop) {
        return List.copyOf(limits.getOrDefault(loop, List.of()));
    }

    /** What contenders came to, in the order in which they were run; those that failed before a round was done are left out. */
    public List<Measured> measured(List<Turn> turns) {
        return contestants.stream()
                .filter(contestant -> contestant.hasRounds() && turns.stream().anyMatch(contestant::isOf))
                .map(Contestant::measured)
                .toList();
    }

    private void rounds(Contestant contestant, int from, int rounds) throws IOException, InterruptedException {
        for (int round = from; round < from + rounds; round++) {
            Contestant beside = first;
            Speed speed = null;
            Reading own = null;
            Reading others = null;
            for (Step step : Step.ofRound(round)) {
                switch (step) {
                    case LIMIT -> speed = measureLimit(round, yardstick, running(contestant));
                    case OWN -> own = measure(round, contestant, besides(contestant));
                    case FIRST ->
                        others = beside == null || beside == contestant
                                ? null
                                : measureFirst(round, beside, List.of(contestant.live()));
                }
            }
            Speed limitSpeed = Objects.requireNonNull(speed);
            Reading reading = Objects.requireNonNull(own);
            if (beside == contestant) {
                contestant.add(new Round(reading, limitSpeed, reading));
            } else {
                contestant.add(new Round(reading, limitSpeed, others));
                if (beside != null && others != null) {
                    beside.add(new Round(others, limitSpeed, others));
                }
            }
        }
    }

    private Speed measureLimit(int round, Loop loop, List<Live> stopped) throws IOException, InterruptedException {
        Speed speed;
        try {
            speed = limit.measure(loop, stopped);
        } catch (ContenderFailedException e) {
            throw new LimitFailedException(e);
        }
        limits.computeIfAbsent(loop, key -> new ArrayList<>()).add(speed);
        telling.limit(round, loop, speed);
        return speed;
    }

    /** If the first fails, the others go on without it. */
    private @Nullable Reading measureFirst(int round, Contestant beside, List<Live> stopped)
            throws IOException, InterruptedException {
        try {
            return measure(round, beside, stopped);
        } catch (ContenderFailedException | ClusterException e) {
            failed(beside.name(), e);
            closeFirst();
            return null;
        }
    }

    private Reading measure(int round, Contestant contestant, List<Live> stopped)
            throws IOException, InterruptedException {
        Reading reading = contestant.live().measure(stopped);
        telling.contender(round, contestant.name(), reading);
        return reading;
    }

    /** Who runs while this one does: it, and the first. */
    private List<Live> running(Contestant contestant) {
        return Stream.of(contestant, first)
                .filter(Objects::nonNull)
                .distinct()
                .map(Contestant::live)
                .toList();
    }

    private List<Live> besides(Contestant contestant) {
        return running(contestant).stream()
                .filter(live -> live != contestant.live())
                .toList();
    }

    private void failed(String name, RuntimeException e) {
        Failure failure = new Failure(name, String.valueOf(e.getMessage()));
        failures.add(failure);
        telling.failed(failure);
    }

    private void closeFirst() throws IOException {
        Contestant closed = first;
        first = null;
        if (closed != null) {
            closed.close();
        }
    }

    @Override
    public void close() throws IOException {
        try (LiveLimit last = limit) {
            closeFirst();
        }
    }
}
