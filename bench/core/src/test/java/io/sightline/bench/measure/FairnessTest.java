package io.sightline.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.bench.contender.Contender;
import io.sightline.bench.contender.Job;
import io.sightline.bench.process.CompilerRest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nobody is measured under better conditions than others. */
class FairnessTest {
    @Test
    void inSixRoundsAllOrdersComeOnce() {
        List<List<Step>> orders =
                IntStream.rangeClosed(1, 6).mapToObj(Step::ofRound).toList();

        assertThat(orders)
                .doesNotHaveDuplicates()
                .allSatisfy(order -> assertThat(order).containsExactlyInAnyOrder(Step.values()));
        assertThat(Step.ofRound(7)).isEqualTo(Step.ofRound(1));
    }

    @Test
    void compilersRestBelowAFiftiethOfAProcessor() {
        assertThat(CompilerRest.rested(0.15, 8000)).isTrue();
        assertThat(CompilerRest.rested(0.17, 8000)).isFalse();
        assertThat(CompilerRest.rested(-0.1, 8000))
                .as("one has ended, and took what it had used along")
                .isFalse();
    }

    @Test
    void rivalsThatMakeBatchesGetTheSizeOfTheLimitAndSightlineFindsItsOwn() {
        Spec sightline = Spec.own("Sightline", "", "exactly once", Nobody.class);
        Turn own = new Turn(sightline, Feed.ofFiles(1, List.of()), Window.ofSeconds(1, 1, 1, 1));
        Turn rival = new Turn(sightline.with(Job.BATCH, "16"), own.feed(), own.window());

        assertThat(own.withBatch(8)).isEqualTo(own);
        assertThat(rival.withBatch(8).spec().settings()).containsEntry(Job.BATCH, "8");
        assertThat(Arrays.asList(own.feed(), own.window()))
                .containsExactly(rival.withBatch(8).feed(), rival.withBatch(8).window());
    }

    private static final class Nobody implements Contender {
        @Override
        public void start(Job job) {
            // is never started
        }
    }
}
