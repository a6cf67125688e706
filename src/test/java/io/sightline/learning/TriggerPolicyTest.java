package io.sightline.learning;

import static io.sightline.learning.examples.TestExamples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.event.Example;
import io.sightline.learning.TriggerPolicy.Decision;
import io.sightline.learning.TriggerPolicy.Kind;
import io.sightline.learning.TriggerPolicy.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A run starts when there is something to learn, and not all the time. */
class TriggerPolicyTest {
    private static final TriggerPolicy POLICY =
            new TriggerPolicy(100, 10, Duration.ofMinutes(10), Duration.ofDays(1), 0.9, 50);
    private static final Map<String, Integer> ENOUGH = Map.of("clean", 500, "rust", 40);
    private static final Agreement FINE = new Agreement(50, 49);

    @Test
    void enoughNewPicturesStartARun() {
        assertThat(decide(99, ENOUGH, null, FINE)).isEqualTo(new Decision(null, "99 pictures with new labels of 100"));
        assertThat(decide(100, ENOUGH, null, FINE))
                .isEqualTo(new Decision(Kind.EXAMPLES, "100 pictures with new labels"));
    }

    @Test
    void nothingNewStartsNothing() {
        Decision decision = POLICY.decide(
                new Situation(0, ENOUGH, NOON.minus(Duration.ofDays(9)), NOON, new Agreement(50, 0)), NOON);

        assertThat(decision).isEqualTo(new Decision(null, "no new examples"));
    }

    @Test
    void aClassOfTooFewPicturesIsWaitedFor() {
        Decision decision = decide(500, Map.of("clean", 500, "rust", 9), null, FINE);

        assertThat(decision.kind()).isNull();
        assertThat(decision.reason()).contains("rust").contains("9 pictures").contains("10");
    }

    @Test
    void afterARunThereIsATimeOfRest() {
        Instant ended = NOON.minus(Duration.ofMinutes(9));

        assertThat(decide(500, ENOUGH, ended, FINE).reason()).contains("the last run ended at 2026-11-24T11:51:00Z");
        assertThat(decide(500, ENOUGH, NOON.minus(Duration.ofMinutes(10)), FINE).kind())
                .isEqualTo(Kind.EXAMPLES);
    }

    @Test
    void aModelThatIsOftenWrongIsTrainedWithFewerExamples() {
        assertThat(decide(5, ENOUGH, null, new Agreement(50, 44)))
                .isEqualTo(new Decision(
                        Kind.AGREEMENT, "of the last 50 labelled predictions 88.0 % were right, less than 90.0 %"));
        assertThat(decide(5, ENOUGH, null, new Agreement(50, 45)).kind()).isNull();
        assertThat(decide(5, ENOUGH, null, new Agreement(49, 0)).kind())
                .as("too few to say")
                .isNull();
    }

    @Test
    void onceADayOneNewPictureIsEnough() {
        assertThat(decide(1, ENOUGH, NOON.minus(Duration.ofDays(1)), FINE))
                .isEqualTo(new Decision(Kind.INTERVAL, "it is time, with 1 picture with new labels"));
        assertThat(decide(1, ENOUGH, NOON.minus(Duration.ofHours(23)), FINE).kind())
                .isNull();
        assertThat(POLICY.decide(new Situation(1, ENOUGH, null, NOON.minus(Duration.ofDays(2)), FINE), NOON)
                        .kind())
                .isEqualTo(Kind.INTERVAL);
    }

    @Test
    void agreementIsThatOfTheLastLabelsOfOneVersion() {
        List<Example> examples = new ArrayList<>();
        examples.add(labelled(1, "rust", "rust", "7"));
        examples.add(labelled(2, "rust", "clean", "7"));
        examples.add(labelled(3, "rust", "rust", "7"));
        examples.add(labelled(4, "rust", "clean", "6"));
        examples.add(new Example("5", "rust", "ab", null, null, NOON, null, null));

        assertThat(Agreement.of(examples, "surfaces", "7", 100)).isEqualTo(new Agreement(3, 2));
        assertThat(Agreement.of(examples, "surfaces", "7", 2)).isEqualTo(new Agreement(2, 1));
        assertThat(Agreement.of(examples, "surfaces", "8", 2).share()).isEqualTo(1);
    }

    private static Example labelled(int second, String label, String predicted, String version) {
        return new Example(
                "id-" + second,
                label,
                "ab",
                null,
                null,
                NOON.plusSeconds(second),
                null,
                new Example.Predicted(predicted, "surfaces", version));
    }

    private static Decision decide(
            int examples, Map<String, Integer> counts, @Nullable Instant lastEnd, Agreement agreement) {
        return POLICY.decide(new Situation(examples, counts, lastEnd, NOON, agreement), NOON);
    }
}
