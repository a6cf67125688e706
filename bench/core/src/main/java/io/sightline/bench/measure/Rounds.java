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
 * that a machine that gets slower or faster does so for all. What a process needs for an image differs from one start to
 * the next by more than all the rest; so limit and first contender are started anew for each of the others, if asked.
 */
public final class Rounds implements AutoCloseable {
    private static final int THREADS_TOLD = 5;

    private final Stage stage;
    private final boolean anew;
    private final Loop yardstick;
    private final Consumer<String> progress;
    private final Map<Loop, List<Speed>> limits = new EnumMap<>(Loop.class);
    private final List<Contestant> contestants = new ArrayList<>();
    private final List<Failure> failures;
    private Limit.@Nullable Found found;
    private LiveLimit limit;
    private boolean begun;
    private @Nullable Contestant first;

    private Rounds(
            Stage stage,
            LiveLimit limit,
            boolean anew,
            Loop yardstick,
            Consumer<String> progress,
            List<Failure> failures) {
        this.stage = stage;
        this.limit = limit;
        this.anew = anew;
        this.yardstick = yardstick;
        this.progress = progress;
        this.failures = failures;
    }

    /**
     * Starts the limit.
     *
     * @param type see {@link LiveLimit}
     * @param yardstick the loop that contenders are held against
     * @param window of the limit
     * @param anew whether limit and first contender are started anew for each of the others
     * @param progress is told of each window, in a line
     * @param failures takes contenders that fail
     */
    public static Rounds start(
            Stage stage,
            Class<? extends Contender> type,
            Loop yardstick,
            Window window,
            boolean anew,
            Consumer<String> progress,
            List<Failure> failures)
            throws IOException {
        return new Rounds(stage, LiveLimit.start(stage, type, window), anew, yardstick, progress, failures);
    }

    /** What was found to be the limit. */
    public Limit.Found found() throws IOException, InterruptedException {
        try {
            if (found == null) {
                found = limit.found();
            }
            return found;
        } catch (ContenderFailedException e) {
            throw new IllegalStateException("the limit cannot be found: " + e.getMessage(), e);
        }
    }

    /**
     * Starts a contender and measures it so many times. One that fails is noted.
     *
     * @throws IllegalStateException if the limit fails, without which nothing can be held against it
     */
    public void run(Turn turn, int rounds) throws IOException, InterruptedException {
        found(); // so that contenders do not warm up while the limit does
        if (begun && anew) {
            startAnew();
        }
        boolean stays = !begun;
        begun = true;
        try {
            Contestant contestant = Contestant.start(stage, turn);
            contestants.add(contestant);
            first = stays ? contestant : first;
            try {
                practise(contestant);
                rounds(contestant, rounds);
            } finally {
                if (!stays) {
                    contestant.close();
                }
            }
        } catch (ContenderFailedException | ClusterException e) {
            failed(turn.spec().name(), e);
            if (stays) {
                closeFirst();
            }
        }
    }

    private void startAnew() throws IOException, InterruptedException {
        progress.accept("starting the limit and the first contender anew");
        try {
            limit = limit.startAnew(stage);
        } catch (ContenderFailedException e) {
            throw new IllegalStateException("the limit cannot be started anew: " + e.getMessage(), e);
        }
        Contestant again = first;
        if (again == null) {
            return;
        }
        try {
            again.startAnew(stage);
            practise(again);
        } catch (ContenderFailedException | ClusterException e) {
            failed(again.name(), e);
            closeFirst();
        }
    }

    private void practise(Contestant contestant) throws IOException, InterruptedException {
        contestant.live().practise(besides(contestant));
        tellWarm(contestant);
    }

    /** Measures loops of the limit so many times, in turns; before there are contenders. */
    public void runLimit(int rounds, Loop... loops) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
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

    private void rounds(Contestant contestant, int rounds) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
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
            throw new IllegalStateException("the limit cannot be measured: " + e.getMessage(), e);
        }
        limits.computeIfAbsent(loop, key -> new ArrayList<>()).add(speed);
        say(
                round,
                "limit: " + loop.name().toLowerCase(Locale.ROOT),
                speed.imagesPerSecond(),
                speed.cpuSecondsPerImage());
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
        say(round, contestant.name(), reading.imagesPerSecond(), reading.cpuSecondsPerImage());
        progress.accept("         " + threads(reading));
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

    private void tellWarm(Contestant contestant) {
        Life life = contestant.live().life();
        progress.accept(String.format(
                Locale.ROOT,
                "%s: first prediction after %.1f s, warm after %.0f more%s",
                contestant.name(),
                life.firstSeconds(),
                life.warmSeconds(),
                life.rested() ? "" : ", its compilers still at work"));
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
