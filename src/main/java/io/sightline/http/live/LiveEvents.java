package io.sightline.http.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.event.DeadLetter;
import io.sightline.event.Feedback;
import io.sightline.event.Json;
import io.sightline.event.LetterIds;
import io.sightline.event.ModelEvent;
import io.sightline.event.Prediction;
import io.sightline.event.RecordPlace;
import io.sightline.event.SourceRecord;
import io.sightline.http.live.LiveEvent.Kind;
import org.jspecify.annotations.Nullable;

/** What the page is told of a record. */
final class LiveEvents {
    private static final LetterIds IDS = new LetterIds();
    private static final int SHOWN_CHARACTERS = 300;

    private LiveEvents() {}

    static LiveEvent prediction(RecordPlace place, Prediction prediction) {
        ObjectNode json = at(place);
        json.put("picture", "/api/pictures/" + place.partition() + "/" + place.offset());
        json.put("id", prediction.id()).put("uri", shortened(prediction.uri()));
        json.put("label", prediction.label()).put("probability", prediction.probability());
        json.set("classes", Json.mapper().valueToTree(prediction.classes()));
        json.put("margin", prediction.margin()).put("entropy", prediction.entropy());
        json.set("model", Json.mapper().valueToTree(prediction.model()));
        json.put("predictedAt", String.valueOf(prediction.predictedAt()));
        return new LiveEvent(Kind.PREDICTION, place, text(json), prediction);
    }

    static LiveEvent deadLetter(SourceRecord record) {
        DeadLetter letter = DeadLetter.of(record.headers());
        ObjectNode json = at(record.place());
        json.put("id", IDS.of(DeadLetter.source(record)));
        json.put("reason", letter.reason()).put("message", shortened(letter.message()));
        json.put("source", letter.place()).put("topic", letter.topic());
        json.put("at", record.timestamp());
        return new LiveEvent(Kind.DEAD_LETTER, record.place(), text(json), null);
    }

    static LiveEvent model(RecordPlace place, ModelEvent event) {
        return new LiveEvent(Kind.MODEL, place, text(Json.mapper().valueToTree(event)), null);
    }

    static LiveEvent feedback(RecordPlace place, Feedback feedback) {
        ObjectNode json = at(place).put("id", feedback.id()).put("label", feedback.label());
        return new LiveEvent(Kind.FEEDBACK, place, text(json), null);
    }

    private static ObjectNode at(RecordPlace place) {
        return Json.mapper()
                .createObjectNode()
                .put("partition", place.partition())
                .put("offset", place.offset());
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }

    private static String text(ObjectNode json) {
        try {
            return Json.mapper().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write an event", e);
        }
    }
}
