package io.sightline.learning.examples;

import static io.sightline.learning.examples.TestExamples.NOON;
import static io.sightline.learning.examples.TestExamples.consumed;
import static io.sightline.learning.examples.TestExamples.example;
import static io.sightline.learning.examples.TestExamples.jpeg;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.event.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reviewers label, change their minds, and disagree. */
class ExampleTableTest {
    private static final byte[] RED = jpeg('r', 1);
    private static final byte[] BLUE = jpeg('b', 1);

    @TempDir
    Path folder;

    private PictureStore pictures = new PictureStore(Path.of(""));
    private ExampleTable table = new ExampleTable(pictures);
    private long offset;

    @BeforeEach
    void empty() {
        pictures = new PictureStore(folder);
        table = new ExampleTable(pictures);
    }

    @Test
    void theLastLabelOfAnIdWins() {
        label("1", "rust", RED, 0);
        label("1", "scratch", RED, 5);

        assertThat(table.set().pictures()).containsExactly(picture("scratch", RED));
        assertThat(table.set().conflicts()).isZero();
        assertThat(pictures.file(DigestUtils.sha256Hex(RED))).hasBinaryContent(RED);
    }

    @Test
    void aLabelThatIsTakenBackIsGoneAndSoIsItsPicture() throws IOException {
        label("1", "rust", RED, 0);
        label("2", "clean", BLUE, 0);
        table.accept(consumed(offset++, "1", new RecordHeaders(), null));
        table.accept(consumed(offset++, "never labelled", new RecordHeaders(), null));

        assertThat(table.set().pictures()).containsExactly(picture("clean", BLUE));
        pictures.retain(Set.of(DigestUtils.sha256Hex(BLUE)));
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(pictures.file(DigestUtils.sha256Hex(BLUE)));
        }
    }

    @Test
    void theSamePictureUnderTwoIdsCountsOnce() {
        label("1", "rust", RED, 0);
        label("2", "rust", RED, 1);

        assertThat(table.set()).isEqualTo(new ExampleSet(List.of(picture("rust", RED)), 1, 0));
    }

    @Test
    void whenTwoReviewersDisagreeTheLaterWordCountsAndTheConflictIsTold() {
        label("2", "scratch", RED, 9);
        label("1", "rust", RED, 0);
        label("3", "clean", BLUE, 0);

        ExampleSet set = table.set();

        assertThat(set.pictures()).containsExactlyInAnyOrder(picture("scratch", RED), picture("clean", BLUE));
        assertThat(set.conflicts()).isEqualTo(1);
        assertThat(set.counts()).containsEntry("scratch", 1).doesNotContainKey("rust");
    }

    @Test
    void labelsOfTheSameMomentDoNotDependOnTheOrderOfArrival() {
        label("1", "rust", RED, 0);
        label("2", "scratch", RED, 0);
        ExampleSet one = table.set();
        empty();
        label("2", "scratch", RED, 0);
        label("1", "rust", RED, 0);

        assertThat(table.set()).isEqualTo(one);
    }

    @Test
    void whatIsNoExampleIsPassedOver() {
        label("1", "rust", RED, 0);
        table.accept(consumed(offset++, "1", new RecordHeaders(), BLUE));
        table.accept(consumed(offset++, example("1", "clean", RED, NOON), BLUE));

        assertThat(table.skipped()).isEqualTo(2);
        assertThat(table.set().pictures()).containsExactly(picture("rust", RED));
    }

    @Test
    void whatIsNewIsWhatNoEarlierRunHasSeen() {
        label("1", "rust", RED, 0);
        label("2", "clean", BLUE, 0);
        long seen = offset;
        assertThat(table.newSince(Map.of(0, seen))).isZero();

        label("1", "rust", RED, 7);
        label("3", "clean", BLUE, 8);
        assertThat(table.newSince(Map.of(0, seen))).as("the same again").isZero();

        label("2", "scratch", BLUE, 9);
        label("4", "clean", jpeg('g', 1), 9);
        assertThat(table.newSince(Map.of(0, seen))).isEqualTo(2);
        assertThat(table.newSince(Map.of())).isEqualTo(3);
    }

    private void label(String id, String label, byte[] picture, long second) {
        Example example = example(id, label, picture, NOON.plusSeconds(second));
        table.accept(consumed(offset++, example, picture));
    }

    private static LabelledPicture picture(String label, byte[] jpeg) {
        return new LabelledPicture(DigestUtils.sha256Hex(jpeg), label, null);
    }
}
