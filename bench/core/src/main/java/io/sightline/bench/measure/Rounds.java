package io.sightline.bench.measure;

import io.sightline.bench.contender.Limit;
import io.sightline.kafka.ClusterException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Contenders in turns: each runs once in every round, so that a machine that gets slower or faster does so
 * for all of them. Every run is in a new process, because one that idles beside others still polls, sends
 * heartbeats and collects garbage.
 */
public final class Rounds {
    private static final int THREADS_TOLD = 5;

    private final Stage stage;
    private final Consumer<String> progress;
    private final Map<Turn, List<Reading>> readings = new LinkedHashMap<>();
    private final List<Limit.Figures> limits = new ArrayList<>();
    private final List<Double> yardstick = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();

    /** A contender, its events and its window. */
    public record Turn(Spec spec, Backlog backlog, Window window) {}

    /**
     * Prepares.
     *
     * @param progress is told of each run, in a line
     */
    public Rounds(Stage stage, Consumer<String> progress) {
        this.stage = stage;
        this.progress = progress;
    }

    /**
     * Measures the limit and all contenders so many times, in turns. Each round begins one further on, the limit
     * included: a machine may be slower for whoever follows one in particular.
     */
    public void run(List<Turn> turns, int rounds, Window limit) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            int before = (round - 1) % (turns.size() + 1);
            round(turns.subList(turns.size() - before, turns.size()), round);
            limits.add(new LimitRun(stage)
                    .measure(limits.isEmpty() ? "" : limits.get(0).arrangement(), limit));
            Limit.Figures last = limits.get(limits.size() - 1);
            yardstick.add(last.imagesPerSecond());
            say(round, "limit " + last.arrangement(), last.imagesPerSecond(), last.cpuSecondsPerImage());
            round(turns.subList(0, turns.size() - before), round);
        }
    }

    /** Measures contenders so many times, in turns. */
    public void run(List<Turn> turns, int rounds) throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            round(turns, round);
        }
    }

    /** Measures decoding alone and contenders so many times, in turns; shares are of the decoding. */
    public void runBesideDecoding(List<Turn> turns, int rounds, Window decoding)
            throws IOException, InterruptedException {
        for (int round = 1; round <= rounds; round++) {
            double speed = new LimitRun(stage).measure("1/1/0", decoding).decodeImagesPerSecond();
            yardstick.add(speed);
            say(round, "decoding alone", speed, Double.NaN);
            round(turns, round);
        }
    }

    /** What the limit came to in each round. */
    public List<Limit.Figures> limits() {
        return List.copyOf(limits);
    }

    /** What the contenders came to, in their order; those that failed are left out. */
    public List<Measured> measured() {
        List<Measured> measured = new ArrayList<>();
        List<Reading> first = readings.values().stream().findFirst().orElse(List.of());
        readings.forEach((turn, values) -> measured.add(Measured.of(turn.spec(), values, yardstick, first)));
        return measured;
    }

    /** Contenders that failed. */
    public List<Failure> failures() {
        return List.copyOf(failures);
    }

    private void round(List<Turn> turns, int round) throws IOException, InterruptedException {
        for (Turn turn : turns) {
            String name = turn.spec().name();
            if (failures.stream().anyMatch(failure -> failure.name().equals(name))) {
                continue;
            }
            try {
                Reading reading = new Drain(stage).measure(turn.spec(), turn.backlog(), turn.window());
                readings.computeIfAbsent(turn, key -> new ArrayList<>()).add(reading);
                say(round, name, reading.imagesPerSecond(), reading.cpuSecondsPerImage());
                progress.accept(String.format(
                        Locale.ROOT, "         warm after %.0f s; %s", reading.warmSeconds(), threads(reading)));
            } catch (ContenderFailedException | ClusterException e) {
                failures.add(new Failure(name, String.valueOf(e.getMessage())));
                readings.remove(turn);
                progress.accept("round " + round + "  " + name + " failed: " + e.getMessage());
            }
        }
    }

    private static String threads(Reading reading) {
        return reading.threadMillisPerImage().entrySet().stream()
                .limit(THREADS_TOLD)
                .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private void say(int round, String name, double perSecond, double cpu) {
        String line = String.format(Locale.ROOT, "round %d  %-34s %9.1f images/s", round, name, perSecond);
        progress.accept(
                Double.isNaN(cpu) ? line : line + String.format(Locale.ROOT, "  %8.3f ms of CPU each", 1e3 * cpu));
    }
}
