package io.sightline.learning;

import static io.sightline.learning.examples.TestExamples.NOON;
import static io.sightline.learning.examples.TestExamples.consumed;
import static io.sightline.learning.examples.TestExamples.example;
import static io.sightline.learning.examples.TestExamples.jpeg;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import io.sightline.event.ModelEvent;
import io.sightline.learning.examples.ExampleTable;
import io.sightline.learning.examples.PictureStore;
import io.sightline.model.TestModels;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The instance that leads looks twice a second whether it is time for a run. */
class StandingTest {
    private final RunHistory history = new RunHistory("surfaces");

    @Test
    void nothingIsWorkedOutAgainWhereNothingHasChanged(@TempDir Path folder) {
        Leader leader = Leader.in(folder);
        TriggerPolicy.Situation situation = leader.situation(history);

        assertThat(situation.newExamples()).isEqualTo(1);
        assertThat(situation.counts()).containsEntry("ok", 1).containsEntry("dent", 0);
        assertThat(leader.situation(history)).isSameAs(situation);
    }

    @Test
    void anExampleARunAndAnotherChampionCount(@TempDir Path folder) {
        Leader leader = Leader.in(folder);
        leader.situation(history);
        leader.label(1, "dent");
        assertThat(leader.situation(history).counts()).containsEntry("dent", 1);

        RunPlan run = new RunPlan("run-1", 1, TriggerPolicy.Kind.EXAMPLES, "two pictures", NOON, Map.of(0, 2L));
        happens(ModelEvent.Type.STARTED, run);
        happens(ModelEvent.Type.REFUSED, run);
        assertThat(leader.situation(history).newExamples()).isZero();

        ChampionFollower.Champion next = served(folder.resolve("next"), "ok", "dent", "scratch");
        assertThat(leader.standing.situation(history, next).counts()).containsKey("scratch");
    }

    private void happens(ModelEvent.Type type, RunPlan run) {
        history.accept(new ModelEvent(type, "surfaces", null, run.id(), NOON, "line1", run.reason(), run.details()));
    }

    private static ChampionFollower.Champion served(Path folder, String... labels) {
        return new ChampionFollower.Champion(TestModels.write(folder, labels), NOON, null);
    }

    /** Of a model of two classes, with an example of one. */
    private record Leader(ExampleTable examples, Standing standing, ChampionFollower.Champion champion) {
        static Leader in(Path folder) {
            PictureStore pictures = new PictureStore(folder.resolve("examples"));
            ExampleTable examples = new ExampleTable(pictures);
            Standing standing = new Standing(new Settings(Map.of()), "surfaces", 10, examples, pictures);
            Leader leader = new Leader(examples, standing, served(folder.resolve("first"), "ok", "dent"));
            leader.label(0, "ok");
            return leader;
        }

        TriggerPolicy.Situation situation(RunHistory history) {
            return standing.situation(history, champion);
        }

        void label(int number, String label) {
            byte[] jpeg = jpeg('r', number);
            examples.accept(consumed(number, example(String.valueOf(number), label, jpeg, NOON), jpeg));
            standing.examplesChanged();
        }
    }
}
