package io.sightline.bench;

import io.sightline.bench.contender.BatchPerPoll;
import io.sightline.bench.contender.Job;
import io.sightline.bench.contender.NoOpModel;
import io.sightline.bench.contender.OneAtATime;
import io.sightline.bench.contender.SessionPerEvent;
import io.sightline.bench.contender.SightlineService;
import io.sightline.bench.measure.Failure;
import io.sightline.bench.measure.Spec;
import io.sightline.config.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All that can be measured, by the names they have in the results. */
final class Contenders {
    static final String AT_LEAST_ONCE = "at least once";
    static final String EXACTLY_ONCE = "exactly once";

    /** What libraries that look into the JDK ask for in their guides. */
    private static final List<String> OPENED = List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED");

    private static final String RIVALS = "io.sightline.bench.contender.";

    /** Of those that make batches, until a better one is found. */
    private static final String DEFAULT_BATCH = "16";

    private final Path home;
    private final List<Failure> missing = new ArrayList<>();

    /** @param home folder of the benchmark's modules */
    Contenders(Path home) {
        this.home = home;
    }

    Spec exactlyOnce() {
        return Spec.own("Sightline", "as it is, but classifying only", EXACTLY_ONCE, SightlineService.class);
    }

    Spec atLeastOnce() {
        return exactlyOnce()
                .named("Sightline, at least once", "", AT_LEAST_ONCE)
                .with(Settings.PROCESSING_GUARANTEE, "at_least_once");
    }

    /** With all roles, the registry and the page: the defaults. */
    Spec asItComes() {
        return exactlyOnce()
                .named("Sightline, learning as well", "all roles and the registry; nothing to learn", EXACTLY_ONCE)
                .with(Settings.ROLES, "classify,learn")
                .with(Settings.MODEL_REGISTRY, "true");
    }

    /** With TensorFlow's threads as DJL sets them. */
    Spec sharedThreads() {
        return exactlyOnce()
                .named("Sightline, shared threads", "batches share all of TensorFlow's threads", EXACTLY_ONCE)
                .with(Job.OPERATION_THREADS, "0");
    }

    /** @param side height and width that the model asks for */
    Spec noOp(int side) {
        return Spec.own(
                        "no-op model, same pictures",
                        "fetched and decoded, not classified",
                        EXACTLY_ONCE,
                        NoOpModel.class)
                .with(NoOpModel.SIDE, String.valueOf(side));
    }

    /** @param side of the pictures */
    Spec noOpTiny(int side) {
        return noOp(side).named("no-op model, tiny pictures", "what Kafka costs", EXACTLY_ONCE);
    }

    List<Spec> patterns() {
        Spec oneAtATime = Spec.own(
                "pattern: Kafka Streams, one at a time", "a model in mapValues", EXACTLY_ONCE, OneAtATime.class);
        String processors = String.valueOf(Runtime.getRuntime().availableProcessors());
        return List.of(
                oneAtATime,
                oneAtATime
                        .named("pattern: Kafka Streams, one at a time for each processor", "", EXACTLY_ONCE)
                        .with("num.stream.threads", processors)
                        .with(Job.OPERATION_THREADS, "1"),
                Spec.own(
                                "pattern: consumer, a batch for each poll",
                                "poll, classify, send, commit",
                                AT_LEAST_ONCE,
                                BatchPerPoll.class)
                        .with(BatchPerPoll.RECORDS, DEFAULT_BATCH));
    }

    /** The pattern that does less than an image a second. */
    Spec sessionPerEvent() {
        return Spec.own("pattern: model loaded for each event", "", EXACTLY_ONCE, SessionPerEvent.class);
    }

    /** Those that have been built; {@link #missing()} has the others. */
    List<Spec> rivals() throws IOException {
        List<Spec> found = new ArrayList<>();
        String parallel = "parallelconsumer.ParallelConsumer";
        rival(found, "parallel-consumer", parallel, "parallel consumer", AT_LEAST_ONCE, Map.of());
        rival(
                found,
                "parallel-consumer",
                parallel,
                "parallel consumer, transactional",
                EXACTLY_ONCE,
                Map.of("transactional", "true"));
        for (String guarantee : List.of(AT_LEAST_ONCE, EXACTLY_ONCE)) {
            Map<String, String> settings =
                    Map.of("guarantee", guarantee.toUpperCase(Locale.ROOT).replace(' ', '_'));
            String suffix = guarantee.equals(EXACTLY_ONCE) ? ", transactional" : "";
            rival(found, "flink", "flink.FlinkAsync", "Flink, async I/O" + suffix, guarantee, settings);
            rival(found, "jet", "jet.JetBatched", "Hazelcast Jet, async batches" + suffix, guarantee, settings);
        }
        rival(found, "camel", "camel.CamelDjl", "Camel DJL", AT_LEAST_ONCE, Map.of());
        // All of them run as many batches or images side by side as there are processors, at least.
        return found.stream()
                .map(rival -> rival.with(Job.BATCH, DEFAULT_BATCH).with(Job.OPERATION_THREADS, "1"))
                .toList();
    }

    /** Rivals whose module has not been built. */
    List<Failure> missing() {
        return List.copyOf(missing);
    }

    private void rival(
            List<Spec> found, String module, String type, String name, String guarantee, Map<String, String> settings)
            throws IOException {
        Path target = home.resolve(module).resolve("target");
        Path classpath = target.resolve("classpath");
        if (!Files.exists(classpath) || !Files.isDirectory(target.resolve("classes"))) {
            missing.add(new Failure(
                    name, "its module bench/" + module + " has not been built; see bench/target/build.log"));
            return;
        }
        found.add(new Spec(
                name,
                "",
                guarantee,
                RIVALS + type,
                target.resolve("classes")
                        + File.pathSeparator
                        + Files.readString(classpath).strip(),
                OPENED,
                settings));
    }
}
