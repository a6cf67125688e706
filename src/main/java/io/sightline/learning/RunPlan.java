package io.sightline.learning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.event.Json;
import io.sightline.event.ModelEvent;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run is to do. It stands in the run's {@code started} event, so that a run that was cut short is done
 * again by whoever leads then.
 *
 * @param id of the run; the same in each attempt
 * @param attempt from 1
 * @param trigger what made it start
 * @param reason the same in words
 * @param at when it was triggered
 * @param offsets the end of the examples it learns from, by partition
 */
public record RunPlan(
        String id, int attempt, TriggerPolicy.Kind trigger, String reason, Instant at, Map<Integer, Long> offsets) {
    public RunPlan {
        offsets = new TreeMap<>(offsets);
    }

    /** The same once more. */
    RunPlan again() {
        return new RunPlan(id, attempt + 1, trigger, reason, at, offsets);
    }

    /** As the details of the event have it. */
    ObjectNode details() {
        ObjectNode details = Json.mapper().createObjectNode();
        details.put("trigger", trigger.id());
        details.put("attempt", attempt);
        details.put("triggeredAt", at.toString());
        ObjectNode ends = details.putObject("offsets");
        offsets.forEach((partition, end) -> ends.put(String.valueOf(partition), end));
        return details;
    }

    /**
     * Reads a {@code started} event.
     *
     * @throws IllegalArgumentException if it is none
     */
    static RunPlan of(ModelEvent event) {
        JsonNode details = event.details();
        String run = event.run();
        if (run == null || details == null || !details.path("offsets").isObject()) {
            throw new IllegalArgumentException("the event of " + event.at() + " has no run or no offsets");
        }
        Map<Integer, Long> offsets = new TreeMap<>();
        details.path("offsets")
                .properties()
                .forEach(end -> offsets.put(
                        Integer.parseInt(end.getKey()), end.getValue().asLong()));
        return new RunPlan(
                run,
                details.path("attempt").asInt(1),
                TriggerPolicy.Kind.of(details.path("trigger").asText()),
                String.valueOf(event.why()),
                Instant.parse(details.path("triggeredAt").asText()),
                offsets);
    }
}
