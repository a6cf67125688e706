package io.sightline.learning;

import io.sightline.config.LearningSettings;
import io.sightline.config.Settings;
import io.sightline.event.ModelEvent.Type;
import io.sightline.learning.examples.ExampleSet;
import io.sightline.learning.examples.PictureStore;
import io.sightline.learning.run.Challenger;
import io.sightline.learning.run.LearningRun;
import io.sightline.learning.run.RunControl;
import io.sightline.learning.run.RunStoppedException;
import io.sightline.model.Bundle;
import io.sightline.registry.ModelRegistry;
import io.sightline.registry.PublishedVersion;
import io.sightline.registry.RegistryFencedException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.commons.io.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run on a thread of its own, from its {@code started} event to its end in the audit trail. Whatever goes
 * wrong in it ends it and nothing else.
 *
 * <p>Threading notes: the leader's thread starts, cancels and asks; the run's thread does the rest.
 */
final class ActiveRun implements RunControl {
    private static final Logger logger = LoggerFactory.getLogger(ActiveRun.class);

    private final Settings settings;
    private final ModelRegistry registry;
    private final RunPlan plan;
    private final Bundle champion;
    private final Function<RunControl, ExampleSet> examples;
    private final Path folder;
    private final LearnerListener listener;
    private final RunEvents events;
    private final Duration limit;
    private final Thread thread;
    private final long started = System.nanoTime();
    private volatile boolean cancelled;
    private volatile boolean ended;
    private volatile boolean fenced;

    /**
     * Prepares; {@link #start} begins.
     *
     * @param by this instance
     * @param champion the model to better
     * @param examples reads what the plan's offsets say
     * @param folder of the learner
     */
    ActiveRun(
            Settings settings,
            ModelRegistry registry,
            String by,
            RunPlan plan,
            Bundle champion,
            Function<RunControl, ExampleSet> examples,
            Path folder,
            LearnerListener listener) {
        this.settings = settings;
        this.registry = registry;
        this.plan = plan;
        this.champion = champion;
        this.examples = examples;
        this.folder = folder;
        this.listener = listener;
        this.events = new RunEvents(
                registry,
                champion.manifest().name(),
                by,
                plan,
                champion.manifest().version());
        this.limit = Duration.ofMillis(settings.getLong(LearningSettings.LIMIT_MS));
        this.thread = new Thread(this::run, "learner-run");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY); // serving comes first
    }

    void start() {
        thread.start();
    }

    RunPlan plan() {
        return plan;
    }

    /** Whether it goes on no more, for whatever reason. */
    boolean isOver() {
        return !thread.isAlive();
    }

    /** Whether its end is in the audit trail. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether another instance has taken over the registry's writer. */
    boolean isFenced() {
        return fenced;
    }

    /** Gives it up, without an end in the audit trail; waits for its thread so long. */
    void cancel(Duration patience) {
        cancelled = true;
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void check() {
        if (cancelled) {
            throw new RunStoppedException("given up, as this instance leads no more");
        }
        if (System.nanoTime() - started > limit.toNanos()) {
            throw new RunStoppedException("it took longer than " + LearningSettings.LIMIT_MS + ", " + limit.toMillis()
                    + " ms; raise that, or give it more " + LearningSettings.THREADS);
        }
    }

    @Override
    public void progress(Phase phase, int done, int total) {
        check();
        listener.progress(plan, phase, done, total);
        events.progress(phase, done, total);
    }

    private void run() {
        Path out = folder.resolve("runs").resolve(plan.id() + "-" + plan.attempt());
        try {
            FileUtils.deleteDirectory(out.toFile());
            logger.info("Run {} starts, attempt {}: {}", plan.id(), plan.attempt(), plan.reason());
            events.started();
            listener.started(plan);
            progress(Phase.EXAMPLES, 0, 1);
            ExampleSet set = examples.apply(this);
            Challenger challenger = LearningRun.of(settings, folder.resolve("features"))
                    .run(champion, set, pictures(), out, plan.id(), plan.at(), this);
            check();
            finish(conclude(challenger));
        } catch (RegistryFencedException e) {
            fenced = true;
            giveUp("another instance leads");
        } catch (IOException | RuntimeException | Error e) {
            fail(e);
        } finally {
            FileUtils.deleteQuietly(out.toFile());
        }
    }

    private PictureStore pictures() {
        return new PictureStore(folder.resolve("examples"));
    }

    private RunResult conclude(Challenger challenger) {
        if (!challenger.verdict().promoted()) {
            events.refused(challenger.verdict().reason(), challenger);
            return result(Type.REFUSED, challenger.verdict().reason(), null, challenger);
        }
        int compared = champion.manifest().version();
        Optional<PublishedVersion> published =
                registry.publishAndPromoteInPlaceOf(compared, challenger.bundle(), events.promotion(challenger));
        if (published.isEmpty()) {
            String reason = "the champion has changed since version " + compared + ", which this run was compared with";
            events.refused(reason, challenger);
            return result(Type.REFUSED, reason, null, challenger);
        }
        return result(
                Type.PROMOTED, challenger.verdict().reason(), published.get().version(), challenger);
    }

    private void fail(Throwable e) {
        if (cancelled) {
            giveUp("this instance leads no more");
            return;
        }
        boolean stopped = e instanceof RunStoppedException;
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        logger.warn("Run {} failed: {}", plan.id(), reason, stopped ? null : e);
        try {
            events.failed(reason);
            finish(result(Type.FAILED, reason, null, null));
        } catch (RegistryFencedException fence) {
            fenced = true;
            giveUp("another instance leads");
        } catch (RuntimeException unwritten) {
            logger.warn(
                    "That run {} failed could not be written down; the registry is opened anew", plan.id(), unwritten);
            fenced = true; // whoever leads next, this instance too, has a writer that works
        }
    }

    private void finish(RunResult result) {
        ended = true;
        logger.info("Run {} is {}: {}", plan.id(), result.type(), result.reason());
        listener.ended(plan, result);
    }

    private void giveUp(String reason) {
        logger.info("Run {} is given up here: {}", plan.id(), reason);
        listener.givenUp(plan);
    }

    private RunResult result(Type type, String reason, @Nullable Integer version, @Nullable Challenger challenger) {
        return new RunResult(
                type, reason, champion.manifest().version(), version, challenger, (System.nanoTime() - started) / 1e9);
    }
}
