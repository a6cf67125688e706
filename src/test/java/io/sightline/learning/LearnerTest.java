package io.sightline.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearnerTest {
    private static final String SESSION = "session.timeout.ms";

    @Test
    void aKilledLeaderIsFollowedInSecondsUnlessTheUserGivesItLonger() {
        assertThat(Learner.member(new Settings(Map.of()))).containsEntry(SESSION, "6000");
        assertThat(Learner.member(new Settings(Map.of("kafka." + SESSION, "45000"))))
                .containsEntry(SESSION, "45000");
        assertThat(Learner.member(new Settings(Map.of("kafka.consumer." + SESSION, "45000"))))
                .containsEntry(SESSION, "45000");
    }

    @Test
    void whatTheGroupLivesByIsNotTheUsersToChange() {
        Settings settings = new Settings(
                Map.of("kafka.consumer.enable.auto.commit", "true", "kafka.consumer.auto.offset.reset", "latest"));

        assertThat(Learner.member(settings))
                .containsEntry("enable.auto.commit", "false")
                .containsEntry("auto.offset.reset", "earliest")
                .containsEntry("group.id", "sightline-learner");
    }
}
