package io.sightline.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.event.RecordPlace;
import io.sightline.http.live.LiveEvent.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventRingTest {
    private final EventRing ring = new EventRing();

    @Test
    void aPageGoesOnBehindWhatItHasSeen() {
        add(Kind.PREDICTION, 0);
        add(Kind.DEAD_LETTER, 0);
        add(Kind.PREDICTION, 1);

        long seen = ring.numberOf("prediction-0-0");

        assertThat(places(ring.after(seen, 10))).containsExactly("dead-letter-0-0", "prediction-0-1");
    }

    @Test
    void whoHasSeenWhatIsKeptNoLongerGetsAll() {
        add(Kind.PREDICTION, 0);

        assertThat(ring.numberOf("prediction-7-7")).isZero();
        assertThat(ring.after(0, 10)).hasSize(1);
    }

    @Test
    void manyPredictionsDoNotPushOutADeadLetter() {
        add(Kind.DEAD_LETTER, 0);
        for (int i = 0; i < 1000; i++) {
            add(Kind.PREDICTION, i);
        }

        assertThat(places(ring.after(0, 1))).containsExactly("dead-letter-0-0");
        assertThat(ring.after(0, 5000)).hasSize(1 + Kind.PREDICTION.kept());
    }

    private void add(Kind kind, long offset) {
        ring.add(new LiveEvent(kind, new RecordPlace(kind.type(), 0, offset), "{}", null));
    }

    private static List<String> places(List<EventRing.Numbered> events) {
        return events.stream()
                .map(numbered -> numbered.event().place().toString())
                .toList();
    }
}
