package io.sightline.bench;

import io.sightline.bench.contender.Job;
import io.sightline.bench.load.Photographs;
import io.sightline.bench.measure.Feed;
import io.sightline.bench.measure.Spec;
import io.sightline.bench.measure.Turn;
import io.sightline.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is measured on what, of all there is: what the plan wants. */
final class Agenda {
    private static final int PARTITIONS = 8;
    private static final int MANY_PARTITIONS = 64;
    private static final int TINY_SIDE = 8;

    private final Plan plan;
    private final Contenders contenders;
    private final List<Path> photographs;
    private final int side;
    private final byte[] tiny;

    /**
     * Draws what is not there yet.
     *
     * @param photographs that events name
     * @param side height and width that the model asks for
     * @param folder for pictures
     */
    Agenda(Plan plan, Contenders contenders, List<Path> photographs, int side, Path folder) throws IOException {
        this.plan = plan;
        this.contenders = contenders;
        this.photographs = List.copyOf(photographs);
        this.side = side;
        this.tiny = Files.readAllBytes(Photographs.draw(folder.resolve("tiny"), 1, TINY_SIDE, TINY_SIDE)
                .get(0));
    }

    /** Those that are compared with each other. */
    List<Turn> sideBySide() throws IOException {
        List<Turn> turns = new ArrayList<>();
        turns.add(new Turn(contenders.exactlyOnce(), photographs(), plan.window()));
        turns.add(noOpTiny());
        if (plan.everything()) {
            turns.add(new Turn(contenders.atLeastOnce(), photographs(), plan.window()));
            turns.add(new Turn(contenders.asItComes(), photographs(), plan.window()));
            turns.add(new Turn(contenders.sharedThreads(), photographs(), plan.window()));
            turns.add(new Turn(contenders.noOp(side), photographs(), plan.noOp()));
            contenders.rivals().forEach(rival -> turns.add(new Turn(rival, photographs(), plan.window())));
            contenders.patterns().forEach(pattern -> turns.add(new Turn(pattern, photographs(), plan.window())));
            turns.add(new Turn(contenders.sessionPerEvent(), photographs(), plan.slow()));
        }
        return wanted(turns);
    }

    /** What changes with partitions, threads and instances. */
    List<Turn> variations() {
        Spec sightline = contenders.exactlyOnce();
        return !plan.everything()
                ? List.of()
                : wanted(List.of(
                        new Turn(sightline.named("1 partition", "", "exactly once"), photographs(1), plan.window()),
                        new Turn(
                                sightline.named(MANY_PARTITIONS + " partitions", "", "exactly once"),
                                photographs(MANY_PARTITIONS),
                                plan.window()),
                        two("2 stream threads", Settings.STREAM_THREADS),
                        two("2 instances", Job.INSTANCES)));
    }

    private Turn two(String name, String setting) {
        return new Turn(
                contenders.exactlyOnce().named(name, "", "exactly once").with(setting, "2"),
                photographs(),
                plan.window());
    }

    /** What large pictures cost. */
    List<Turn> large(List<Path> pictures) {
        return wanted(List.of(new Turn(
                contenders.noOp(side).named("4000 × 3000, no-op model", "", "exactly once"),
                Feed.ofFiles(PARTITIONS, pictures),
                plan.slow())));
    }

    /** As many events as can be. */
    Turn noOpTiny() {
        return new Turn(contenders.noOpTiny(TINY_SIDE), Feed.ofPicture(PARTITIONS, tiny), plan.noOp());
    }

    /** Events that name the photographs. */
    Feed photographs() {
        return photographs(PARTITIONS);
    }

    private Feed photographs(int partitions) {
        return Feed.ofFiles(partitions, photographs);
    }

    private List<Turn> wanted(List<Turn> turns) {
        return turns.stream().filter(turn -> plan.wants(turn.spec().name())).toList();
    }
}
