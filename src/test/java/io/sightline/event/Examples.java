package io.sightline.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;

/** One full example of each event. */
final class Examples {
    static final ImageEvent IMAGE = new ImageEvent(
            "cam7/000123",
            "https://example.org/cat.jpg",
            null,
            Instant.parse("2026-11-03T10:15:30.250Z"),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            JsonNodeFactory.instance.objectNode().put("line", 7));

    static final Prediction PREDICTION = new Prediction(
            "cam7/000123",
            "https://example.org/cat.jpg",
            "cat",
            0.75,
            List.of(new Prediction.ClassProbability("cat", 0.75), new Prediction.ClassProbability("dog", 0.25)),
            0.5623,
            0.5,
            new Prediction.Model("cats-vs-dogs", "3"),
            Instant.parse("2026-11-03T10:15:30.250Z"),
            Instant.parse("2026-11-03T10:15:30.301Z"),
            new Prediction.Durations(12.5, 1.25, 4, 21.5),
            new RecordPlace("images", 3, 1234),
            JsonNodeFactory.instance.objectNode().put("line", 7));

    static final Feedback FEEDBACK = new Feedback(
            "cam7/000123", "dog", "anna", Instant.parse("2026-11-03T12:00:00Z"), "https://example.org/cat.jpg");

    static final ModelEvent MODEL_EVENT = new ModelEvent(
            ModelEvent.Type.PROMOTED,
            "surfaces",
            3,
            "run-7",
            Instant.parse("2026-11-03T12:05:00Z"),
            "line1",
            "better on 240 held-out pictures",
            JsonNodeFactory.instance.objectNode().put("previous", 2));

    private Examples() {}
}
