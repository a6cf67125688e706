package io.sightline.bench;

import io.sightline.bench.contender.Decoding;
import io.sightline.bench.contender.Limit;
import io.sightline.bench.contender.Loop;
import io.sightline.bench.contender.Speed;
import io.sightline.bench.load.Models;
import io.sightline.bench.load.Photographs;
import io.sightline.bench.measure.BrokerProcess;
import io.sightline.bench.measure.ContenderFailedException;
import io.sightline.bench.measure.Failure;
import io.sightline.bench.measure.LatencyRow;
import io.sightline.bench.measure.LimitFailedException;
import io.sightline.bench.measure.Live;
import io.sightline.bench.measure.Measured;
import io.sightline.bench.measure.PrecisionRow;
import io.sightline.bench.measure.Reading;
import io.sightline.bench.measure.Rounds;
import io.sightline.bench.measure.Spec;
import io.sightline.bench.measure.Spread;
import io.sightline.bench.measure.Stage;
import io.sightline.bench.measure.Turn;
import io.sightline.bench.report.Results;
import io.sightline.bench.report.Results.LimitFigures;
import io.sightline.bench.report.Results.Million;
import io.sightline.bench.report.Results.Section;
import io.sightline.cnn.Backbone;
import io.sightline.kafka.ClusterException;
import io.sightline.model.Bundle;
import java.io.IOException;
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
 * Measures all there is to measure, one thing after the other. The broker and every contender are in processes of
 * their own, so that their processor time can be told apart.
 */
final class Bench {
    private static final int PICTURES = 200;
    private static final int LARGE_WIDTH = 4000;
    private static final int LARGE_HEIGHT = 3000;
    private static final int MILLION = 1_000_000;
    private static final int PARTS = 10;

    private final Plan plan;
    private final Contenders contenders;
    private final Consumer<String> progress;
    private final ResultsFolder out;
    private final List<Section> sections = new ArrayList<>();
    private final List<Failure> failures = new ArrayList<>();
    private final List<LatencyRow> latency = new ArrayList<>();
    private final List<PrecisionRow> precision = new ArrayList<>();
    private @Nullable Million million;
    private @Nullable LimitFigures limit;
    private List<Measured> sideBySide = List.of();
    private final Path folder;
    private final Stage stage;
    private final Agenda agenda;

    private Bench(
            Plan plan,
            Contenders contenders,
            Consumer<String> progress,
            ResultsFolder out,
            Path folder,
            Stage stage,
            Agenda agenda) {
        this.plan = plan;
        this.contenders = contenders;
        this.progress = progress;
        this.out = out;
        this.folder = folder;
        this.stage = stage;
        this.agenda = agenda;
    }

    /**
     * Measures.
     *
     * @param out takes what there is after each part, as hours are long
     * @param folder to work in; the caller's to delete
     * @param photos folder of JPEGs; null to draw some
     * @param model folder of a bundle; null for one of weights by chance
     * @param backbone of the latter
     */
    static Results run(
            Plan plan,
            Contenders contenders,
            Consumer<String> progress,
            ResultsFolder out,
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
        Agenda agenda = new Agenda(plan, contenders, pictures, bundle.info().height(), folder);
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("broker"))) {
            Stage stage = new Stage(
                    broker,
                    bundle.folder().toAbsolutePath(),
                    pictures,
                    folder.resolve("runs").toAbsolutePath(),
                    out.logs());
            return new Bench(plan, contenders, progress, out, folder, stage, agenda)
                    .measure(Setup.of(plan, bundle, pictures, photos != null));
        }
    }

    private Results measure(Map<String, String> setup) throws IOException, InterruptedException {
        List<Turn> turns = agenda.sideBySide();
        List<Turn> variations = agenda.variations();
        requireSomething(turns, variations);
        out.begin();
        if (!plan.onlyPrecision()) {
            warmBroker();
        }
        contenders.missing().stream()
                .filter(missing -> plan.wants(missing.name()))
                .forEach(failures::add);
        if (turns.size() + variations.size() > 0) {
            beside(setup, turns, variations);
        }
        if (plan.everything()) {
            large();
            million = plan.wants(agenda.noOpTiny().spec().name()) ? million() : null;
            out.write(results(setup));
        }
        new Latencies(stage, plan, contenders.exactlyOnce(), agenda.photographs(), progress, failures).measure(rows -> {
            latency.clear();
            latency.addAll(rows);
            out.write(results(setup));
        });
        if (plan.everything()) {
            precision.addAll(new Precisions(stage, plan, progress, failures).measure());
        }
        out.write(results(setup));
        return results(setup);
    }

    private void requireSomething(List<Turn> turns, List<Turn> variations) {
        boolean large = plan.everything() && !agenda.large(List.of()).isEmpty();
        if (turns.isEmpty()
                && variations.isEmpty()
                && !large
                && Latencies.wanted(plan).isEmpty()
                && Precisions.wanted(plan).isEmpty()) {
            throw new NothingToMeasureException("nothing is measured whose name contains "
                    + String.join(" or ", plan.only()) + ", with --without " + String.join(",", plan.without())
                    + "; docs/benchmarks.md has the names, and --quick measures few");
        }
    }

    private void beside(Map<String, String> setup, List<Turn> wanted, List<Turn> variations)
            throws IOException, InterruptedException {
        try (Rounds rounds = Rounds.start(stage, Limit.class, Loop.WHOLE, plan.window(), progress, failures)) {
            List<Turn> turns = told(wanted, rounds.found());
            List<Turn> all = Stream.concat(turns.stream(), variations.stream()).toList();
            for (int start = 0; start < plan.starts(); start++) {
                if (start > 0) {
                    progress.accept("starting all anew");
                    rounds.startAnew();
                }
                int from = 1 + start * plan.rounds();
                rounds.runLimit(from, plan.rounds(), Loop.CLASSIFY, Loop.DECODE);
                for (Turn turn : all) {
                    rounds.run(turn, from, plan.rounds());
                    take(rounds, turns, variations);
                    out.write(results(setup));
                }
            }
        } catch (LimitFailedException e) {
            failures.add(new Failure("limit", String.valueOf(e.getMessage())));
            out.write(results(setup));
        }
    }

    /** Those that do not find the size of batches themselves are told it. */
    private static List<Turn> told(List<Turn> turns, Limit.Found found) {
        return turns.stream().map(turn -> turn.withBatch(found.batch())).toList();
    }

    private void take(Rounds rounds, List<Turn> turns, List<Turn> variations) throws IOException, InterruptedException {
        List<Speed> whole = rounds.limit(Loop.WHOLE);
        if (!whole.isEmpty()) { // else no contender has come to a round yet
            limit = LimitFigures.of(rounds.found(), whole, rounds.limit(Loop.CLASSIFY), rounds.limit(Loop.DECODE));
        }
        sideBySide = rounds.measured(turns);
        sections.clear();
        sections.add(new Section(
                "Side by side",
                "Medians over rounds, beside them the range; memory is the most of any round. “processes”: how often"
                        + " it was started; “first after”: from its start to its first prediction; “warm after”: from"
                        + " then until its compilers rested; both are medians over its processes.",
                sideBySide));
        sections.add(new Section(
                "Partitions, threads and instances",
                "Sightline, exactly once; “the first” is that above.",
                rounds.measured(variations)));
        sections.removeIf(section -> section.contenders().isEmpty());
    }

    private Results results(Map<String, String> setup) {
        return new Results(
                setup,
                plan.allRounds(),
                limit == null ? 0 : limit.imagesPerSecond().median(),
                figure(contenders.exactlyOnce(), Measured::imagesPerSecond),
                figure(contenders.atLeastOnce(), Measured::imagesPerSecond),
                figure(agenda.noOpTiny().spec(), Measured::imagesPerSecond),
                figure(contenders.exactlyOnce(), Measured::ofLimit),
                others(),
                limit,
                sections,
                precision,
                latency,
                million,
                failures);
    }

    /** Large pictures cost their reading and decoding: they are held against that alone. */
    private void large() throws IOException, InterruptedException {
        List<Path> pictures = Photographs.draw(folder.resolve("large"), 4, LARGE_WIDTH, LARGE_HEIGHT);
        List<Turn> turns = agenda.large(pictures);
        if (turns.isEmpty()) {
            return;
        }
        try (Rounds rounds = Rounds.start(
                stage.withPictures(pictures), Decoding.class, Loop.DECODE, plan.slow(), progress, failures)) {
            for (Turn turn : turns) {
                rounds.run(turn, 1, plan.allRounds());
            }
            sections.add(new Section(
                    "Pictures of 4000 × 3000",
                    "With a model that answers at once; “the limit” reads the same files and decodes them, and no more.",
                    rounds.measured(turns)));
        }
    }

    private @Nullable Million million() throws IOException, InterruptedException {
        progress.accept("working off a million events");
        try (Live live = start(agenda.noOpTiny())) {
            double before = live.residentMiB();
            List<Reading> parts = new ArrayList<>();
            for (int part = 0; part < PARTS; part++) {
                parts.add(live.measure(MILLION / PARTS));
            }
            return new Million(
                    MILLION,
                    Spread.of(parts.stream().map(Reading::imagesPerSecond).toList()),
                    before,
                    Spread.of(parts.stream().map(Reading::residentMiB).toList()),
                    parts.get(PARTS - 1).residentMiB(),
                    live.life().duplicates());
        } catch (ContenderFailedException | ClusterException e) {
            failures.add(new Failure("a million events", String.valueOf(e.getMessage())));
            return null;
        }
    }

    /** The first contenders would be the slower for a broker that is new. */
    private void warmBroker() throws IOException, InterruptedException {
        progress.accept("warming the broker up");
        try (Live live = start(agenda.noOpTiny())) {
            live.practise(List.of());
        } catch (ContenderFailedException | ClusterException e) {
            throw new IllegalStateException("the broker cannot be warmed up: " + e.getMessage(), e);
        }
    }

    private Live start(Turn turn) throws IOException, InterruptedException {
        return Live.start(stage, turn.spec(), turn.feed(), turn.window());
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
