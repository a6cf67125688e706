package io.sightline.bench;

import io.sightline.bench.load.Models;
import io.sightline.bench.load.Photographs;
import io.sightline.bench.measure.Backlog;
import io.sightline.bench.measure.ContenderFailedException;
import io.sightline.bench.measure.Drain;
import io.sightline.bench.measure.Failure;
import io.sightline.bench.measure.LatencyRow;
import io.sightline.bench.measure.LatencyRun;
import io.sightline.bench.measure.Measured;
import io.sightline.bench.measure.PrecisionRow;
import io.sightline.bench.measure.Reading;
import io.sightline.bench.measure.Rounds;
import io.sightline.bench.measure.Rounds.Turn;
import io.sightline.bench.measure.Spec;
import io.sightline.bench.measure.Stage;
import io.sightline.bench.measure.Window;
import io.sightline.bench.report.Results;
import io.sightline.bench.report.Results.LimitFigures;
import io.sightline.bench.report.Results.Million;
import io.sightline.bench.report.Results.Section;
import io.sightline.cnn.Backbone;
import io.sightline.config.Settings;
import io.sightline.kafka.EmbeddedBroker;
import io.sightline.model.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures all there is to measure, one thing after the other. The broker is in this process, every
 * contender in one of its own, so that their processor time can be told apart.
 */
final class Bench {
    private static final int PARTITIONS = 8;
    private static final int PICTURES = 200;
    private static final int TINY_SIDE = 8;
    private static final int LARGE_WIDTH = 4000;
    private static final int LARGE_HEIGHT = 3000;
    private static final int MILLION = 1_000_000;

    /** Events enough for the fastest contender, the longest warm-up and a window. */
    private static final int EVENTS = 80_000;

    private static final int DECODED_EVENTS = 60_000;
    private static final int TINY_EVENTS = 600_000;

    private final Plan plan;
    private final Contenders contenders;
    private final Consumer<String> progress;
    private final Keep keep;
    private final List<Section> sections = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<LatencyRow> latency = new ArrayList<>();
    private final List<PrecisionRow> precision = new ArrayList<>();
    private @Nullable Million million;
    private final Path folder;
    private final Stage stage;
    private final byte[] tiny;

    /** Keeps what has been measured so far, as hours are long. */
    interface Keep {
        void results(Results soFar) throws IOException;
    }

    private Bench(Plan plan, Contenders contenders, Consumer<String> progress, Keep keep, Path folder, Stage stage)
            throws IOException {
        this.plan = plan;
        this.contenders = contenders;
        this.progress = progress;
        this.keep = keep;
        this.folder = folder;
        this.stage = stage;
        this.tiny = Files.readAllBytes(Photographs.draw(folder.resolve("tiny"), 1, TINY_SIDE, TINY_SIDE)
                .get(0));
    }

    /**
     * Measures.
     *
     * @param keep is given what there is after each part
     * @param folder to work in; the caller's to delete
     * @param photos folder of JPEGs; null to draw some
     * @param model folder of a bundle; null for one of weights by chance
     * @param backbone of the latter
     */
    static Results run(
            Plan plan,
            Contenders contenders,
            Consumer<String> progress,
            Keep keep,
            Path folder,
            @Nullable Path photos,
            @Nullable Path model,
            Backbone backbone)
            throws IOException, InterruptedException {
        progress.accept("preparing pictures and the model");
        List<Path> pictures = photos == null
                ? Photographs.draw(folder.resolve("pictures"), PICTURES, Photographs.WIDTH, Photographs.HEIGHT)
                : Photographs.find(photos, PICTURES);
        Bundle bundle = model == null ? Models.write(folder.resolve("model"), backbone) : Bundle.read(model);
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            Stage stage = new Stage(
                    broker.bootstrapServers(),
                    bundle.folder().toAbsolutePath(),
                    pictures,
                    folder.resolve("runs").toAbsolutePath());
            return new Bench(plan, contenders, progress, keep, folder, stage)
                    .measure(Setup.of(plan, bundle, pictures, photos != null));
        }
    }

    private Results measure(Map<String, String> setup) throws IOException, InterruptedException {
        Rounds side = new Rounds(stage, progress);
        side.run(sideBySide(), plan.rounds(), plan.window());
        failures.addAll(side.failures());
        contenders.missing().stream()
                .filter(missing -> plan.wants(missing.name()))
                .forEach(failures::add);
        sections.add(new Section(
                "Side by side",
                "Medians over rounds in turns; memory is the most and duplicates are all of any round."
                        + " “first after”: from the start of the process to its first prediction.",
                side.measured()));
        double exactlyOnce = speed(side.measured(), contenders.exactlyOnce().name());
        keep.results(results(setup, side));
        if (plan.everything()) {
            variations();
            keep.results(results(setup, side));
        }
        if (exactlyOnce > 0) {
            latency.addAll(latency(exactlyOnce));
            keep.results(results(setup, side));
        } else if (LatencyPlan.cases(plan.everything()).stream().anyMatch(measured -> plan.wants(measured.name()))) {
            failures.add(new Failure("latency", "loads are shares of Sightline's speed, which was not measured"));
        }
        if (plan.everything()) {
            precision.addAll(new Precisions(stage, plan, progress, failures).measure());
            million = plan.wants(contenders.noOpTiny(TINY_SIDE).name()) ? million() : null;
            keep.results(results(setup, side));
        }
        return results(setup, side);
    }

    private Results results(Map<String, String> setup, Rounds side) {
        LimitFigures limit = LimitFigures.of(side.limits());
        return new Results(
                setup,
                plan.rounds(),
                limit.imagesPerSecond().median(),
                speed(side.measured(), contenders.exactlyOnce().name()),
                speed(side.measured(), contenders.atLeastOnce().name()),
                speed(side.measured(), contenders.noOpTiny(TINY_SIDE).name()),
                ratio(side.measured(), contenders.exactlyOnce().name()),
                others(side.measured()),
                limit,
                sections,
                precision,
                latency,
                million,
                failures);
    }

    private List<Turn> sideBySide() throws IOException {
        List<Turn> turns = new ArrayList<>();
        Backlog references = Backlog.ofFiles(EVENTS, PARTITIONS, stage.pictures());
        turns.add(new Turn(contenders.exactlyOnce(), references, plan.window()));
        turns.add(new Turn(
                contenders.noOpTiny(TINY_SIDE), Backlog.ofPicture(TINY_EVENTS, PARTITIONS, tiny), plan.noOp()));
        if (plan.everything()) {
            turns.add(new Turn(contenders.atLeastOnce(), references, plan.window()));
            turns.add(new Turn(contenders.asItComes(), references, plan.window()));
            turns.add(new Turn(
                    contenders.noOp(), Backlog.ofFiles(DECODED_EVENTS, PARTITIONS, stage.pictures()), plan.noOp()));
            contenders.rivals().forEach(rival -> turns.add(new Turn(rival, references, plan.window())));
            contenders.patterns().forEach(pattern -> turns.add(new Turn(pattern, references, plan.slow())));
        }
        turns.removeIf(turn -> !plan.wants(turn.spec().name()));
        return turns;
    }

    /** What changes with partitions, threads and large pictures. */
    private void variations() throws IOException, InterruptedException {
        Spec sightline = contenders.exactlyOnce();
        List<Turn> turns = new ArrayList<>();
        for (int partitions : new int[] {1, PARTITIONS, 64}) {
            turns.add(new Turn(
                    sightline.named(partitions + (partitions == 1 ? " partition" : " partitions"), "", "exactly once"),
                    Backlog.ofFiles(EVENTS, partitions, stage.pictures()),
                    plan.window()));
        }
        turns.add(new Turn(
                sightline.named("2 stream threads", "", "exactly once").with(Settings.STREAM_THREADS, "2"),
                Backlog.ofFiles(EVENTS, PARTITIONS, stage.pictures()),
                plan.window()));
        section("Partitions and threads", "Sightline, exactly once.", stage, turns, null);

        List<Path> large = Photographs.draw(folder.resolve("large"), 4, LARGE_WIDTH, LARGE_HEIGHT);
        section(
                "Pictures of 4000 × 3000",
                "With a model that answers at once, against decoding alone in the same rounds.",
                stage.withPictures(large),
                List.of(new Turn(
                        contenders.noOp().named("4000 × 3000, no-op model", "", "exactly once"),
                        Backlog.ofFiles(EVENTS / 16, PARTITIONS, large),
                        plan.slow())),
                plan.slow());
    }

    /** @param decoding the window in which decoding alone is measured beside; null for not */
    private void section(String title, String note, Stage place, List<Turn> turns, @Nullable Window decoding)
            throws IOException, InterruptedException {
        List<Turn> wanted =
                turns.stream().filter(turn -> plan.wants(turn.spec().name())).toList();
        if (wanted.isEmpty()) {
            return;
        }
        Rounds rounds = new Rounds(place, progress);
        if (decoding == null) {
            rounds.run(wanted, plan.fewRounds());
        } else {
            rounds.runBesideDecoding(wanted, plan.fewRounds(), decoding);
        }
        failures.addAll(rounds.failures());
        sections.add(new Section(title, note, rounds.measured()));
    }

    private List<LatencyRow> latency(double most) throws IOException, InterruptedException {
        List<LatencyRow> rows = new ArrayList<>();
        for (LatencyPlan.Case measured : LatencyPlan.cases(plan.everything())) {
            if (!plan.wants(measured.name())) {
                continue;
            }
            Spec spec = contenders.exactlyOnce().named(measured.name(), "", "exactly once");
            for (Map.Entry<String, String> setting : measured.settings().entrySet()) {
                spec = spec.with(setting.getKey(), setting.getValue());
            }
            try {
                List<LatencyRow> runs = new ArrayList<>();
                for (int run = 0; run < measured.runs(); run++) {
                    runs.add(new LatencyRun(stage)
                            .measure(spec, PARTITIONS, measured.load(), measured.load() * most, plan.latency()));
                }
                LatencyRow row = LatencyRow.middle(runs);
                rows.add(row);
                progress.accept("latency at " + Math.round(100 * measured.load()) + " %, " + row.name() + ": p50 "
                        + Math.round(row.millis().p50()) + " ms, p99 "
                        + Math.round(row.millis().p99()) + " ms");
            } catch (ContenderFailedException e) {
                failures.add(new Failure("latency, " + measured.name(), String.valueOf(e.getMessage())));
            }
        }
        return rows;
    }

    private @Nullable Million million() throws IOException, InterruptedException {
        progress.accept("working off a million events");
        try {
            Reading reading = new Drain(stage)
                    .measure(
                            contenders.noOpTiny(TINY_SIDE),
                            Backlog.ofPicture(MILLION, PARTITIONS, tiny),
                            Window.ofSeconds(4, 16, 1200));
            return new Million(
                    MILLION,
                    reading.imagesPerSecond(),
                    reading.residentMiB(),
                    reading.residentEndMiB(),
                    reading.duplicates());
        } catch (ContenderFailedException e) {
            failures.add(new Failure("a million events", String.valueOf(e.getMessage())));
            return null;
        }
    }

    private Map<String, Double> others(List<Measured> measured) {
        Map<String, Double> others = new LinkedHashMap<>();
        measured.stream()
                .filter(contender -> !contender.name().startsWith("Sightline")
                        && !contender.name().startsWith("no-op"))
                .forEach(contender ->
                        others.put(contender.name(), contender.imagesPerSecond().median()));
        return others;
    }

    private static double speed(List<Measured> measured, String name) {
        return measured.stream()
                .filter(contender -> contender.name().equals(name))
                .mapToDouble(contender -> contender.imagesPerSecond().median())
                .findFirst()
                .orElse(0);
    }

    private static double ratio(List<Measured> measured, String name) {
        return measured.stream()
                .filter(contender -> contender.name().equals(name) && contender.ofLimit() != null)
                .mapToDouble(contender -> contender.ofLimit().median())
                .findFirst()
                .orElse(0);
    }
}
