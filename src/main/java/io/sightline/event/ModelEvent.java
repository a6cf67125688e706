package io.sightline.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a model: the value of a record on the model-events topic, whose key is the
 * model's name. The topic is the audit trail of all versions and of every run.
 *
 * @param type what happened
 * @param model the model's name
 * @param version the version it is about; null for a run that has none yet
 * @param run the training run it belongs to, or null
 * @param at when
 * @param by who: a user, or an instance of the service
 * @param why the reason, in words, or null
 * @param details what else is to be said of such an event, a JSON object, or null
 */
public record ModelEvent(
        Type type,
        String model,
        @Nullable Integer version,
        @Nullable String run,
        Instant at,
        String by,
        @Nullable String why,
        @Nullable JsonNode details) {

    public ModelEvent {
        Objects.requireNonNull(type, "type is missing");
        Objects.requireNonNull(model, "model is missing");
        Objects.requireNonNull(at, "at is missing");
        Objects.requireNonNull(by, "by is missing");
    }

    /** What can happen to a model. */
    public enum Type {
        /** Somebody wants a run now. */
        @JsonProperty("requested")
        REQUESTED,
        /** A run began, on the examples up to the offsets in the details. */
        @JsonProperty("started")
        STARTED,
        /** A run is so far. */
        @JsonProperty("progress")
        PROGRESS,
        /** A run's result was not good enough; the details have both scores. */
        @JsonProperty("refused")
        REFUSED,
        /** A run came to no result. */
        @JsonProperty("failed")
        FAILED,
        /** A version was put into the registry. */
        @JsonProperty("published")
        PUBLISHED,
        /** A version became the champion; of a run's result the details have both scores. */
        @JsonProperty("promoted")
        PROMOTED,
        /** An earlier version became the champion again. */
        @JsonProperty("rolled-back")
        ROLLED_BACK,
        /** A version was deleted because there are enough newer ones. */
        @JsonProperty("deleted")
        DELETED
    }
}
