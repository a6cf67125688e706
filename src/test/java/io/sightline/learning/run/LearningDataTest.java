package io.sightline.learning.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.learning.examples.ExampleSet;
import io.sightline.learning.examples.LabelledPicture;
import io.sightline.learning.examples.PictureStore;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;

/** Base data and feedback are put together. */
class LearningDataTest {
    private static final List<String> KNOWN = List.of("dent", "ok");

    private final PictureStore pictures = new PictureStore(Path.of("pictures"));

    /** A reviewer labels the very pictures that the champion was trained on. */
    @Test
    void aPictureOfTheBaseDataCountsOnceWithItsNewLabelAndStaysWhatItWasFor() {
        List<Photo> base =
                List.of(photo("a", 1, Split.TRAIN), photo("b", 1, Split.TEST), photo("c", 0, Split.VALIDATION));
        ExampleSet set = new ExampleSet(
                List.of(
                        new LabelledPicture(hash("small a"), "dent", hash("a")),
                        new LabelledPicture(hash("small b"), "ok", hash("b"))),
                0,
                0);

        LearningData data = LearningData.of(KNOWN, KNOWN, base, set, pictures, 50);

        assertThat(data.base()).extracting(Photo::sha256).containsExactly(hash("c"));
        assertThat(data.examples())
                .extracting(Photo::sha256, Photo::label, Photo::split)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(hash("small a"), 0, Split.TRAIN),
                        org.assertj.core.groups.Tuple.tuple(hash("small b"), 1, Split.TEST));
    }

    @Test
    void aPictureOfAnExportThatWasTrainedOnIsKnownByItsOwnHash() {
        List<Photo> base = List.of(photo("small a", 1, Split.TRAIN));
        ExampleSet set = new ExampleSet(List.of(new LabelledPicture(hash("small a"), "dent", hash("a"))), 0, 0);

        LearningData data = LearningData.of(KNOWN, KNOWN, base, set, pictures, 50);

        assertThat(data.base()).isEmpty();
        assertThat(data.examples()).extracting(Photo::split).containsExactly(Split.TRAIN);
    }

    private static Photo photo(String content, int label, Split split) {
        return new Photo(Path.of(content), label, hash(content), split);
    }

    private static String hash(String content) {
        return DigestUtils.sha256Hex(content);
    }
}
