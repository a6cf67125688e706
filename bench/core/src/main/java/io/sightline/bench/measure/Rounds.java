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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Contenders in turns with the limit and with the first of them. Limit and first contender run to the end, the others
 * one after the other; all that run are warm when they are measured, and take their windows within the same minute, so
 * that a machine that gets slower or faster does so for all.
 */
public final class Rounds implements AutoCloseable {
    private static final int STEPS = 3; // limit, first, contender
    private static final int THREADS_TOLD = 5;

    private final Stage stage;
    private final LiveLimit limit;
    private final Loop yardstick;
    private final Consumer<String> progress;
    private final Map<Loop, List<Speed>> limits = new EnumMap<>(Loop.class);
    private final List<Contestant> contestants = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private @Nullable Contestant first;

    /** A contender, its events and its window. */
    public record Turn(Spec spec, Feed feed, Window window) {}

    private record Contestant(Live live, List<Round> rounds) {
        String name() {
            return live.spec().name();
        }
    }

    private Rounds(Stage stage, LiveLimit limit, Loop yardstick, Consumer<String> progress) {
        this.stage = stage;
        this.limit = limit;
        this.yardstick = yardstick;
        this.progress = progress;
    }

    /**
     * Starts the limit.
     *
     * @param type see {@link LiveLimit}
     * @param yardstick the loop that contenders are held against
     * @param window of the limit
     * @param progress is told of each window, in a line
     */
    public static Rounds start(
            Stage stage, Class<? extends Contender> type, Loop yardstick, Window window, Consumer<String> progress)
            throws IOException {
        return new Rounds(stage, LiveLimit.start(stage, type, window), yardstick, progress);
    }

    /** What was found to be the limit. */
    public Limit.Found found() throws IOException, InterruptedException {
        return limit.found();
    }

    /**
     * Starts a contender and measures it so many times. Each round begins one further on: a machine may be slower for
     * whoever follows one in particular. One that fails is noted.
     */
    public void run(Turn turn, int rounds) throws IOException, InterruptedException {
        limit.found(); // so that contenders do not warm up while the limit does
        try {
            Live live = Live.start(stage, turn.spec(), turn.feed(), turn.window());
            progress.accept(String.format(
                    Locale.ROOT,
                    "%s: first prediction after %.1f s, warm after %.0f more",
                    turn.spec().name(),
                    live.life().firstSeconds(),
                    live.life().warmSeconds()));
            Contestant contestant = new Contestant(live, new ArrayList<>());
            contestants.add(contestant);
            if (contestants.size() == 1) {
                first = contestant;
                rounds(contestant, rounds);
            } else {
                try (live) {
                    rounds(contestant, rounds);
                }
            }
        } catch (ContenderFailedException | ClusterException e) {
            failed(turn.spec().name(), e);
        }
    }

    /** Measures the other loops of the limit so many times, in turns. */
    public void runLimit(int rounds, Loop... loops) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            for (Loop loop : loops) {
                measureLimit(round, loop, first == null ? List.of() : List.of(first.live));
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
                .filter(contestant -> !contestant.rounds.isEmpty()
                        && turns.stream().anyMatch(turn -> turn.spec().equals(contestant.live.spec())))
                .map(contestant -> Measured.of(contestant.live.spec(), contestant.live.life(), contestant.rounds))
                .toList();
    }

    /** Contenders that failed. */
    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    private void rounds(Contestant contestant, int rounds) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            Contestant beside = contestant == first ? null : first;
            List<Live> all = Stream.of(contestant, beside)
                    .filter(Objects::nonNull)
                    .map(Contestant::live)
                    .toList();
            Speed speed = null;
            Reading own = null;
            Reading others = null;
            for (int step = 0; step < STEPS; step++) {
                switch ((round + step) % STEPS) {
                    case 0 -> own = measure(round, contestant, all);
                    case 1 -> speed = measureLimit(round, yardstick, all);
                    default -> others = beside == null ? null : measureFirst(round, beside, all);
                }
            }
            contestant.rounds.add(new Round(
                    Objects.requireNonNull(own), Objects.requireNonNull(speed), beside == null ? own : others));
            if (beside != null && others != null) {
                beside.rounds.add(new Round(others, speed, others));
            }
        }
    }

    private Speed measureLimit(int round, Loop loop, List<Live> stopped) throws IOException, InterruptedException {
        Speed speed = limit.measure(loop, stopped);
        limits.computeIfAbsent(loop, key -> new ArrayList<>()).add(speed);
        say(
                round,
                "limit: " + loop.name().toLowerCase(Locale.ROOT),
                speed.imagesPerSecond(),
                speed.cpuSecondsPerImage());
        return speed;
    }

    /** If the first fails, the others go on without it. */
    private @Nullable Reading measureFirst(int round, Contestant beside, List<Live> all)
            throws IOException, InterruptedException {
        try {
            return measure(round, beside, all);
        } catch (ContenderFailedException e) {
            failed(beside.name(), e);
            beside.live.close();
            first = null;
            return null;
        }
    }

    private Reading measure(int round, Contestant contestant, List<Live> all) throws IOException, InterruptedException {
        Reading reading = contestant.live.measure(
                all.stream().filter(live -> live != contestant.live).toList());
        say(round, contestant.name(), reading.imagesPerSecond(), reading.cpuSecondsPerImage());
        progress.accept("         " + threads(reading));
        return reading;
    }

    private void failed(String name, RuntimeException e) {
        failures.add(new Failure(name, String.valueOf(e.getMessage())));
        progress.accept(name + " failed: " + e.getMessage());
    }

    private static String threads(Reading reading) {
        return reading.threadMillisPerImage().entrySet().stream()
                .limit(THREADS_TOLD)
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void say(int round, String name, double perSecond, double cpu) {
        progress.accept(String.format(
                Locale.ROOT,
                "round %d  %-34s %9.1f images/s  %8.3f ms of CPU each",
                round,
                name,
                perSecond,
                1e3 * cpu));
    }

    @Override
    public void close() throws IOException {
        if (first != null) {
            first.live.close();
        }
        limit.close();
    }
}
