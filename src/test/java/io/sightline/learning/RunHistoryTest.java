package io.sightline.learning;

import static io.sightline.learning.examples.TestExamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.event.Json;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEvent.Type;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A new leader reads what has happened before it. */
class RunHistoryTest {
    private static final RunPlan FIRST =
            new RunPlan("run-1", 1, TriggerPolicy.Kind.EXAMPLES, "100 pictures", NOON, Map.of(0, 70L, 3, 31L));
    private static final RunPlan SECOND =
            new RunPlan("run-2", 1, TriggerPolicy.Kind.REQUEST, "ann asked for it", NOON, Map.of(0, 80L));

    private final RunHistory history = new RunHistory("surfaces");
    private int second;

    @Test
    void aRunThatHasBegunIsOpenUntilItsOwnEnd() {
        happens(Type.STARTED, FIRST);
        happens(Type.PROGRESS, FIRST);
        happens(Type.PUBLISHED, FIRST);
        assertThat(history.open()).isEqualTo(FIRST);
        happens(Type.PROMOTED, "surfaces", null, null);
        assertThat(history.open()).as("a person promoted another version").isEqualTo(FIRST);

        happens(Type.PROMOTED, FIRST);

        assertThat(history.open()).isNull();
        assertThat(history.last()).isEqualTo(new RunHistory.Ended(FIRST, Type.PROMOTED, NOON.plusSeconds(second)));
    }

    @Test
    void anotherModelsRunsAreNotOurs() {
        happens(Type.STARTED, "textures", "run-9", FIRST.details());
        happens(Type.REQUESTED, "textures", null, null);

        assertThat(history.open()).isNull();
        assertThat(history.request()).isNull();
    }

    @Test
    void aWishIsGrantedByTheNextRunAndNotByOneThatIsRepeated() {
        happens(Type.STARTED, FIRST);
        happens(Type.REQUESTED, "surfaces", null, null);
        happens(Type.STARTED, FIRST.again());
        happens(Type.REFUSED, FIRST);
        assertThat(history.request()).isNotNull();

        happens(Type.STARTED, SECOND);

        assertThat(history.request()).isNull();
        assertThat(history.open()).isEqualTo(SECOND);
    }

    @Test
    void anEventThatSaysTooLittleIsPassedOver() {
        happens(Type.STARTED, "surfaces", "run-1", null);
        happens(
                Type.STARTED,
                "surfaces",
                "run-1",
                Json.mapper().createObjectNode().set("offsets", Json.mapper().createObjectNode()));

        assertThat(history.open()).isNull();
    }

    private void happens(Type type, RunPlan plan) {
        happens(type, "surfaces", plan.id(), plan.details());
        assertThat(plan.details().path("offsets").size())
                .isEqualTo(plan.offsets().size());
    }

    private void happens(Type type, String model, @Nullable String run, @Nullable JsonNode details) {
        String why = FIRST.id().equals(run) ? FIRST.reason() : SECOND.reason();
        history.accept(new ModelEvent(type, model, null, run, NOON.plusSeconds(++second), "line1", why, details));
    }
}
