package io.sightline.learning;

import io.sightline.config.Settings;
import io.sightline.event.ModelEvent;
import io.sightline.learning.examples.ExampleFollower;
import io.sightline.learning.examples.ExampleSet;
import io.sightline.learning.examples.LabelledPicture;
import io.sightline.learning.examples.PictureStore;
import io.sightline.learning.run.RunControl;
import io.sightline.model.ModelException;
import io.sightline.registry.ModelRegistry;
import io.sightline.registry.RegistryException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the one instance does that leads: it follows the examples, starts a run when it is time, and repeats
 * the run that was cut short before.
 *
 * <p>Threading notes: the learner's thread.
 */
final class Leadership implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(Leadership.class);
    private static final int MOST_ATTEMPTS = 5;
    private static final Duration STOPPING = Duration.ofSeconds(10);
    private static final Duration CATCHING_UP = Duration.ofMillis(100);
    private static final Duration BETWEEN_DECISIONS = Duration.ofMillis(500);

    private final Settings settings;
    private final String model;
    private final String by;
    private final Path folder;
    private final LearnerListener listener;
    private final TriggerPolicy policy;
    private final PictureStore pictures;
    private final ModelRegistry registry;
    private final ChampionFollower champions;
    private final ExampleFollower examples;
    private final Standing standing;
    private final Clock clock = Clock.systemUTC();
    private @Nullable ActiveRun run;
    private @Nullable String justEnded;
    private boolean caughtUp;
    private boolean changed = true;
    private long lastDecision = System.nanoTime() - BETWEEN_DECISIONS.toNanos();
    private String waitingFor = "";

    /**
     * Takes the lead: whoever had it cannot write to the registry any more.
     *
     * @throws io.sightline.kafka.ClusterException if the cluster or a topic is not there
     */
    Leadership(Settings settings, String model, String by, Path folder, LearnerListener listener) {
        this.settings = settings;
        this.model = model;
        this.by = by;
        this.folder = folder;
        this.listener = listener;
        this.policy = TriggerPolicy.of(settings);
        this.pictures = new PictureStore(folder.resolve("examples"));
        this.registry = ModelRegistry.open(settings, "learner");
        try {
            this.champions = new ChampionFollower(settings, model, folder.resolve("registry"));
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
        try {
            this.examples = new ExampleFollower(settings, pictures);
        } catch (RuntimeException e) {
            champions.close();
            registry.close();
            throw e;
        }
        this.standing = new Standing(settings, model, policy.window(), examples.table(), pictures);
    }

    /**
     * Does what is to be done now; called again and again.
     *
     * @param history the whole of what happened to the model
     * @throws LeadLostException if another instance leads
     */
    void step(RunHistory history) {
        Duration patience = caughtUp ? Duration.ZERO : CATCHING_UP;
        if (examples.poll(patience)) {
            changed = true;
            standing.examplesChanged();
        }
        caughtUp = champions.poll(patience) && examples.caughtUp();
        if (run != null && !isOver(run)) {
            return;
        }
        if (!caughtUp || !hasSeenTheEnd(history)) {
            return;
        }
        if (System.nanoTime() - lastDecision < BETWEEN_DECISIONS.toNanos()) {
            return;
        }
        lastDecision = System.nanoTime();
        champion().ifPresent(champion -> next(history, champion));
    }

    @Override
    public void close() {
        if (run != null) {
            run.cancel(STOPPING);
        }
        examples.close();
        champions.close();
        registry.close();
    }

    private boolean isOver(ActiveRun active) {
        if (!active.isOver()) {
            return false;
        }
        if (active.isFenced()) {
            throw new LeadLostException("the registry's writer has been replaced");
        }
        justEnded = active.hasEnded() ? active.plan().id() : null;
        run = null;
        changed = true;
        return true;
    }

    /** Whether the end of the run that was just done is in the history, which is read from the topic. */
    private boolean hasSeenTheEnd(RunHistory history) {
        if (justEnded == null) {
            return true;
        }
        RunHistory.Ended last = history.last();
        if (last == null || !last.plan().id().equals(justEnded)) {
            return false;
        }
        justEnded = null;
        return true;
    }

    private Optional<ChampionFollower.Champion> champion() {
        try {
            Optional<ChampionFollower.Champion> champion = champions.champion();
            if (champion.isEmpty()) {
                waiting("the model " + model + " has no champion yet");
            }
            return champion;
        } catch (RegistryException | ModelException e) {
            waiting("the champion cannot be had: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void next(RunHistory history, ChampionFollower.Champion champion) {
        tellExamples(champion);
        RunPlan open = history.open();
        ModelEvent request = history.request();
        if (open != null) {
            repeat(open, champion);
        } else if (request != null) {
            String why = request.why();
            begin(
                    TriggerPolicy.Kind.REQUEST,
                    request.by() + " asked for it" + (why == null ? "" : ": " + why),
                    champion);
        } else {
            Instant now = clock.instant();
            TriggerPolicy.Decision decision = policy.decide(standing.situation(history, champion), now);
            TriggerPolicy.Kind kind = decision.kind();
            if (kind == null) {
                waiting(decision.reason());
            } else {
                begin(kind, decision.reason(), champion);
            }
        }
    }

    private void begin(TriggerPolicy.Kind kind, String reason, ChampionFollower.Champion champion) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = now.truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[-:]", "") + "-"
                + UUID.randomUUID().toString().substring(0, 4);
        ExampleSet set = examples.table().set();
        start(new RunPlan(id, 1, kind, reason, now, examples.offsets()), champion, control -> set);
    }

    private void repeat(RunPlan open, ChampionFollower.Champion champion) {
        if (open.attempt() >= MOST_ATTEMPTS) {
            int version = champion.bundle().manifest().version();
            new RunEvents(registry, model, by, open, version)
                    .failed("it began " + open.attempt() + " times and never came to an end");
            justEnded = open.id();
            return;
        }
        logger.info("Run {} was cut short and is done again", open.id());
        start(
                open.again(),
                champion,
                control -> ExampleFollower.at(settings, pictures, open.offsets(), control::check));
    }

    private void start(RunPlan plan, ChampionFollower.Champion champion, Function<RunControl, ExampleSet> set) {
        waitingFor = "";
        run = new ActiveRun(settings, registry, by, plan, champion.bundle(), set, folder, listener);
        run.start();
    }

    private void tellExamples(ChampionFollower.Champion champion) {
        if (!changed) {
            return;
        }
        changed = false;
        ExampleSet set = examples.table().set();
        pictures.retain(set.pictures().stream().map(LabelledPicture::sha256).collect(Collectors.toSet()));
        listener.examples(set, standing.agreement(champion));
    }

    private void waiting(String reason) {
        if (!reason.equals(waitingFor)) {
            waitingFor = reason;
            logger.info("No run yet: {}", reason);
            listener.waiting(reason);
        }
    }
}
