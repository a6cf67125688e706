package io.sightline.learning;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.event.Json;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEvent.Type;
import io.sightline.learning.run.Challenger;
import io.sightline.learning.run.RunControl;
import io.sightline.registry.Change;
import io.sightline.registry.ModelRegistry;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens in one run into the audit trail.
 *
 * <p>Threading notes: the run's thread.
 */
final class RunEvents {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ModelRegistry registry;
    private final String model;
    private final String by;
    private final RunPlan plan;
    private final int champion;
    private final Clock clock = Clock.systemUTC();
    private RunControl.@Nullable Phase phase;
    private long lastProgress = System.nanoTime();

    /**
     * Writes nothing yet.
     *
     * @param by the instance that does the run
     * @param champion the version to better
     */
    RunEvents(ModelRegistry registry, String model, String by, RunPlan plan, int champion) {
        this.registry = registry;
        this.model = model;
        this.by = by;
        this.plan = plan;
        this.champion = champion;
    }

    void started() {
        record(Type.STARTED, plan.reason(), plan.details().put("champion", champion));
    }

    /** Writes an event where a phase begins, and every few seconds. */
    void progress(RunControl.Phase now, int done, int total) {
        if (now == phase && System.nanoTime() - lastProgress < EVERY.toNanos()) {
            return;
        }
        phase = now;
        lastProgress = System.nanoTime();
        ObjectNode details = Json.mapper().createObjectNode();
        details.put("phase", now.id()).put("done", done).put("total", total);
        record(Type.PROGRESS, null, details);
    }

    void refused(String reason, Challenger challenger) {
        record(Type.REFUSED, reason, details(challenger));
    }

    void failed(String reason) {
        record(Type.FAILED, reason, plan.details().put("champion", champion));
    }

    /** What the registry is to say of the promotion. */
    Change promotion(Challenger challenger) {
        return new Change(by, challenger.verdict().reason(), plan.id(), details(challenger));
    }

    private ObjectNode details(Challenger challenger) {
        ObjectNode details = plan.details().put("champion", champion);
        details.set("verdict", Json.mapper().valueToTree(challenger.verdict()));
        details.set("classes", Json.mapper().valueToTree(challenger.counts()));
        details.set("leftOut", Json.mapper().valueToTree(challenger.leftOut()));
        return details.put("unreadable", challenger.unreadable());
    }

    private void record(Type type, @Nullable String why, ObjectNode details) {
        registry.record(new ModelEvent(type, model, null, plan.id(), clock.instant(), by, why, details));
    }
}
