package io.sightline.learning;

import io.sightline.event.ModelEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the audit trail says of a model's runs: which one was cut short, how the last one ended, whether
 * somebody waits for one. All a new leader must know is in it.
 *
 * <p>Threading notes: one thread.
 */
final class RunHistory {
    private static final Logger logger = LoggerFactory.getLogger(RunHistory.class);

    private final String model;
    private final Map<String, RunPlan> plans = new HashMap<>();
    private @Nullable RunPlan open;
    private @Nullable Ended last;
    private @Nullable Ended judged;
    private @Nullable ModelEvent request;

    RunHistory(String model) {
        this.model = model;
    }

    /**
     * How a run ended.
     *
     * @param plan what it was to do, as its last attempt had it
     * @param at when
     */
    record Ended(RunPlan plan, ModelEvent.Type type, Instant at) {}

    /** Takes the next event in. */
    void accept(ModelEvent event) {
        if (!event.model().equals(model)) {
            return;
        }
        switch (event.type()) {
            case REQUESTED -> request = event;
            case STARTED -> started(event);
            case PROMOTED, REFUSED, FAILED -> ended(event);
            default -> {} // says nothing about whether a run is under way
        }
    }

    /** The run that has begun and not ended. */
    @Nullable
    RunPlan open() {
        return open;
    }

    /** The run that ended last. */
    @Nullable
    Ended last() {
        return last;
    }

    /** The last run that came to a verdict: what it saw has been learned from, or found wanting. */
    @Nullable
    Ended judged() {
        return judged;
    }

    /** The wish for a run since the last one began. */
    @Nullable
    ModelEvent request() {
        return request;
    }

    private void started(ModelEvent event) {
        try {
            RunPlan plan = RunPlan.of(event);
            plans.put(plan.id(), plan);
            open = plan;
            if (plan.attempt() == 1) { // a repeated run began before the wish
                request = null;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            logger.warn("Passing over an event: {}", e.getMessage());
        }
    }

    private void ended(ModelEvent event) {
        String run = event.run();
        RunPlan plan = run == null ? null : plans.remove(run);
        if (plan == null) {
            return; // a person promoted a version
        }
        last = new Ended(plan, event.type(), event.at());
        if (event.type() != ModelEvent.Type.FAILED) {
            judged = last;
        }
        if (open != null && open.id().equals(run)) {
            open = null;
        }
    }
}
