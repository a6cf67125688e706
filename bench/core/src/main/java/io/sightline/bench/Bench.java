package io.sightline.bench;

import io.sightline.bench.contender.Decoding;
import io.sightline.bench.contender.Limit;
import io.sightline.bench.contender.Loop;
import io.sightline.bench.contender.Speed;
import io.sightline.bench.load.Models;
import io.sightline.bench.load.Photographs;
import io.sightline.bench.measure.ContenderFailedException;
import io.sightline.bench.measure.Failure;
import io.sightline.bench.measure.Feed;
import io.sightline.bench.measure.LatencyRow;
import io.sightline.bench.measure.Live;
import io.sightline.bench.measure.Measured;
import io.sightline.bench.measure.PrecisionRow;
import io.sightline.bench.measure.Reading;
import io.sightline.bench.measure.Rounds;
import io.sightline.bench.measure.Rounds.Turn;
import io.sightline.bench.measure.Spec;
import io.sightline.bench.measure.Spread;
import io.sightline.bench.measure.Stage;
import io.sightline.bench.report.Results;
import io.sightline.bench.report.Results.LimitFigures;
import io.sightline.bench.report.Results.Million;
import io.sightline.bench.report.Results.Section;
import io.sightline.cnn.Backbone;
import io.sightline.config.Settings;
import io.sightline.kafka.ClusterException;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Measures all there is to measure, one thing after the other. The broker is in this process, every
 * contender in one of its own, so that their processor time can be told apart.
 */
final class Bench {
    private static final int PARTITIONS = 8;
    private static final int MANY_PARTITIONS = 64;
    private static final int PICTURES = 200;
    private static final int TINY_SIDE = 8;
    private static final int LARGE_WIDTH = 4000;
    private static final int LARGE_HEIGHT = 3000;
    private static final int MILLION = 1_000_000;

    private final Plan plan;
    private final Contenders contenders;
    private final Consumer<String> progress;
    private final Keep keep;
    private final List<Section> sections = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<LatencyRow> latency = new ArrayList<>();
    private final List<PrecisionRow> precision = new ArrayList<>();
    private @Nullable Million million;
    private @Nullable LimitFigures limit;
    private List<Measured> sideBySide = List.of();
    private final Path folder;
    private final Stage stage;
    private final int side;
    private final byte[] tiny;

    /** Keeps what has been measured so far, as hours are long. */
    interface Keep {
        void results(Results soFar) throws IOException;
    }

    private Bench(
            Plan plan, Contenders contenders, Consumer<String> progress, Keep keep, Path folder, Stage stage, int side)
            throws IOException {
        this.plan = plan;
        this.contenders = contenders;
        this.progress = progress;
        this.keep = keep;
        this.folder = folder;
        this.stage = stage;
        this.side = side;
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
            return new Bench(
                            plan,
                            contenders,
                            progress,
                            keep,
                            folder,
                            stage,
                            bundle.info().height())
                    .measure(Setup.of(plan, bundle, pictures, photos != null));
        }
    }

    private Results measure(Map<String, String> setup) throws IOException, InterruptedException {
        List<Turn> turns = wanted(sideBySide());
        List<Turn> variations = wanted(plan.everything() ? variations() : List.of());
        contenders.missing().stream()
                .filter(missing -> plan.wants(missing.name()))
                .forEach(failures::add);
        if (turns.size() + variations.size() > 0) {
            beside(setup, turns, variations);
        }
        latency.addAll(new Latencies(stage, plan, contenders.exactlyOnce(), photographs(PARTITIONS), progress, failures)
                .measure());
        if (plan.everything()) {
            keep.results(results(setup));
            large();
            precision.addAll(new Precisions(stage, plan, progress, failures).measure());
            million = plan.wants(contenders.noOpTiny(TINY_SIDE).name()) ? million() : null;
        }
        keep.results(results(setup));
        return results(setup);
    }

    private void beside(Map<String, String> setup, List<Turn> wanted, List<Turn> variations)
            throws IOException, InterruptedException {
        try (Rounds rounds = Rounds.start(stage, Limit.class, Loop.WHOLE, plan.window(), progress, failures)) {
            rounds.runLimit(plan.rounds(), Loop.CLASSIFY, Loop.DECODE);
            int batch = rounds.found().batch();
            List<Turn> turns =
                    wanted.stream().map(turn -> turn.withBatch(batch)).toList();
            for (Turn turn : Stream.concat(turns.stream(), variations.stream()).toList()) {
                rounds.run(turn, plan.rounds());
                List<Speed> whole = rounds.limit(Loop.WHOLE);
                if (!whole.isEmpty()) { // else no contender has come to a round yet
                    limit = LimitFigures.of(
                            rounds.found(), whole, rounds.limit(Loop.CLASSIFY), rounds.limit(Loop.DECODE));
                }
                sideBySide = rounds.measured(turns);
                sections.clear();
                sections.add(new Section(
                        "Side by side",
                        "Medians over rounds, beside them the range; memory is the most of any round. “first after”: from"
                                + " the start of the process to its first prediction; “warm after”: from then until its"
                                + " compilers rested.",
                        sideBySide));
                sections.add(new Section(
                        "Partitions and threads",
                        "Sightline, exactly once; “the first” is that above.",
                        rounds.measured(variations)));
                sections.removeIf(section -> section.contenders().isEmpty());
                keep.results(results(setup));
            }
        }
    }

    private Results results(Map<String, String> setup) {
        return new Results(
                setup,
                plan.rounds(),
                limit == null ? 0 : limit.imagesPerSecond().median(),
                figure(contenders.exactlyOnce(), Measured::imagesPerSecond),
                figure(contenders.atLeastOnce(), Measured::imagesPerSecond),
                figure(contenders.noOpTiny(TINY_SIDE), Measured::imagesPerSecond),
                figure(contenders.exactlyOnce(), Measured::ofLimit),
                others(),
                limit,
                sections,
                precision,
                latency,
                million,
                failures);
    }

    private List<Turn> wanted(List<Turn> turns) {
        return turns.stream().filter(turn -> plan.wants(turn.spec().name())).toList();
    }

    private List<Turn> sideBySide() throws IOException {
        List<Turn> turns = new ArrayList<>();
        Feed photographs = photographs(PARTITIONS);
        turns.add(new Turn(contenders.exactlyOnce(), photographs, plan.window()));
        turns.add(new Turn(contenders.noOpTiny(TINY_SIDE), Feed.ofPicture(PARTITIONS, tiny), plan.noOp()));
        if (plan.everything()) {
            turns.add(new Turn(contenders.atLeastOnce(), photographs, plan.window()));
            turns.add(new Turn(contenders.asItComes(), photographs, plan.window()));
            turns.add(new Turn(contenders.noOp(side), photographs, plan.noOp()));
            contenders.rivals().forEach(rival -> turns.add(new Turn(rival, photographs, plan.window())));
            contenders.patterns().forEach(pattern -> turns.add(new Turn(pattern, photographs, plan.window())));
            turns.add(new Turn(contenders.sessionPerEvent(), photographs, plan.slow()));
        }
        return turns;
    }

    /** What changes with partitions and threads. */
    private List<Turn> variations() {
        Spec sightline = contenders.exactlyOnce();
        return List.of(
                new Turn(sightline.named("1 partition", "", "exactly once"), photographs(1), plan.window()),
                new Turn(
                        sightline.named(MANY_PARTITIONS + " partitions", "", "exactly once"),
                        photographs(MANY_PARTITIONS),
                        plan.window()),
                new Turn(
                        sightline.named("2 stream threads", "", "exactly once").with(Settings.STREAM_THREADS, "2"),
                        photographs(PARTITIONS),
                        plan.window()));
    }

    private Feed photographs(int partitions) {
        return Feed.ofFiles(partitions, stage.pictures());
    }

    /** Large pictures cost their decoding: they are held against that alone. */
    private void large() throws IOException, InterruptedException {
        List<Path> pictures = Photographs.draw(folder.resolve("large"), 4, LARGE_WIDTH, LARGE_HEIGHT);
        List<Turn> turns = wanted(List.of(new Turn(
                contenders.noOp(side).named("4000 × 3000, no-op model", "", "exactly once"),
                Feed.ofFiles(PARTITIONS, pictures),
                plan.slow())));
        if (turns.isEmpty()) {
            return;
        }
        try (Rounds rounds = Rounds.start(
                stage.withPictures(pictures), Decoding.class, Loop.DECODE, plan.slow(), progress, failures)) {
            for (Turn turn : turns) {
                rounds.run(turn, plan.rounds());
            }
            sections.add(new Section(
                    "Pictures of 4000 × 3000",
                    "With a model that answers at once; “the limit” is decoding alone.",
                    rounds.measured(turns)));
        }
    }

    private @Nullable Million million() throws IOException, InterruptedException {
        progress.accept("working off a million events");
        try (Live live =
                Live.start(stage, contenders.noOpTiny(TINY_SIDE), Feed.ofPicture(PARTITIONS, tiny), plan.noOp())) {
            double before = live.residentMiB();
            Reading reading = live.measure(MILLION);
            return new Million(
                    MILLION,
                    reading.imagesPerSecond(),
                    before,
                    reading.residentMiB(),
                    live.life().duplicates());
        } catch (ContenderFailedException | ClusterException e) {
            failures.add(new Failure("a million events", String.valueOf(e.getMessage())));
            return null;
        }
    }

    private Map<String, Double> others() {
        Map<String, Double> others = new LinkedHashMap<>();
        sideBySide.stream()
                .filter(contender -> !contender.name().startsWith("Sightline")
                        && !contender.name().startsWith("no-op"))
                .forEach(contender ->
                        others.put(contender.name(), contender.imagesPerSecond().median()));
        return others;
    }

    /** A median of a contender; 0 if it was not measured. */
    private double figure(Spec spec, Function<Measured, Spread> figure) {
        return sideBySide.stream()
                .filter(contender -> contender.name().equals(spec.name()))
                .mapToDouble(contender -> figure.apply(contender).median())
                .findFirst()
                .orElse(0);
    }
}
