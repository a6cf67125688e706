package io.sightline.training.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.augmentation.AugmentationSpec;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.dataset.ColouredPictures;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.PhotoReader;
import io.sightline.dataset.Split;
import io.sightline.model.Bundle;
import io.sightline.model.FeatureExtractor;
import io.sightline.model.ModelException;
import io.sightline.training.FineTuning;
import io.sightline.training.RunReport;
import io.sightline.training.Training;
import io.sightline.training.TrainingListener;
import io.sightline.training.TrainingRequest;
import io.sightline.training.fit.FitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model remembers what it was trained on, without keeping a picture. */
class BaseFeaturesTest {
    private static final int SIZE = 32;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "fine-tuned: {0}")
    @ValueSource(booleans = {false, true})
    void aModelHasTheFeaturesThatItsOwnBackboneGives(boolean fineTuned) throws IOException {
        Path data = pictures();
        Bundle bundle = train(data, fineTuned, 1000);

        BaseFeatures base = BaseFeatures.of(bundle).orElseThrow();

        ImageFolder all = ImageFolder.scan(data);
        assertThat(base.labels()).containsExactly("green", "red");
        assertThat(base.photos().stream().map(Photo::sha256))
                .containsExactlyElementsOf(
                        all.photos().stream().map(Photo::sha256).sorted().toList());
        assertThat(bundle.manifest().training()).containsEntry("keptFeatures", 24);
        int red = base.photos()
                .indexOf(base.photos().stream()
                        .filter(photo -> photo.label() == 1)
                        .findFirst()
                        .orElseThrow());
        Photo there = all.photos().stream()
                .filter(photo -> photo.sha256().equals(base.photos().get(red).sha256()))
                .findFirst()
                .orElseThrow();
        assertThat(base.photos().get(red).split()).isEqualTo(there.split());
        try (FeatureExtractor backbone = FeatureExtractor.load(bundle, 1);
                PhotoReader reader = new PhotoReader(SIZE, true)) {
            List<float[]> found = new ArrayList<>();
            reader.read(
                    List.of(there.file()), 1, (first, files, pictures) -> found.add(backbone.features(pictures)[0]));
            float[] kept = new float[base.values()];
            System.arraycopy(base.rows(), red * base.values(), kept, 0, base.values());
            assertThat(kept).containsExactly(found.get(0), within(1e-3f));
        }
    }

    @Test
    void whatIsKeptChangesNothingAboutTheModelItself() throws IOException {
        Path data = pictures();
        Bundle with = train(data, false, 1000);
        Bundle without = train(data, false, 0);

        assertThat(BaseFeatures.of(without)).isEmpty();
        assertThat(without.folder().resolve(BaseFeatures.FILE)).doesNotExist();
        assertThat(without.manifest().savedModelSha256())
                .isEqualTo(with.manifest().savedModelSha256());
    }

    @Test
    void aDamagedFileIsNamed() throws IOException {
        Bundle bundle = train(pictures(), false, 10);
        Path file = bundle.folder().resolve(BaseFeatures.FILE);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 100));

        assertThatThrownBy(() -> BaseFeatures.of(bundle))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(BaseFeatures.FILE)
                .hasMessageContaining("shorter");
    }

    @ParameterizedTest(name = "{0} of 1000 and a rare class of 5")
    @CsvSource({"2000, 1005", "1005, 1005", "100, 100", "3, 3"})
    void aRareClassIsNeverDropped(int most, int kept) {
        List<Photo> photos = new ArrayList<>();
        for (int i = 0; i < 1005; i++) {
            String sha256 = DigestUtils.sha256Hex("picture " + i);
            photos.add(new Photo(
                    Path.of("p" + i), i < 1000 ? 0 : 1, sha256, i < 1000 ? Split.ofContent(sha256) : Split.TRAIN));
        }

        List<Photo> chosen = BaseSelection.of(photos, most);

        assertThat(chosen)
                .hasSize(kept)
                .isSortedAccordingTo((a, b) -> a.sha256().compareTo(b.sha256()));
        assertThat(chosen.stream().filter(photo -> photo.label() == 1)).hasSize(Math.min(5, Math.max(1, most / 2)));
    }

    @Test
    void aCopyOfAPictureIsKeptOnce() {
        String sha256 = DigestUtils.sha256Hex("a");
        List<Photo> copies = List.of(
                new Photo(Path.of("a"), 0, sha256, Split.TRAIN), new Photo(Path.of("b"), 1, sha256, Split.TRAIN));

        assertThat(BaseSelection.of(copies, 10)).containsExactly(copies.get(0));
    }

    private Path pictures() throws IOException {
        Path data = folder.resolve("data");
        ColouredPictures.write(data, "red", 12, 1);
        ColouredPictures.write(data, "green", 12, 2);
        return data;
    }

    private Bundle train(Path data, boolean fineTuned, int keep) {
        PretrainedBackbone backbone = new PretrainedBackbone(
                Backbone.MOBILENET_V2,
                0.35,
                SIZE,
                DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(0.35, SIZE)),
                "formula");
        FitSettings fit = FitSettings.defaults().with(2, 1e-3f, 1);
        TrainingRequest request = new TrainingRequest(
                data,
                folder.resolve("model"),
                "colours",
                backbone,
                fit,
                fineTuned ? new FineTuning("block_16", fit) : null,
                AugmentationSpec.NONE,
                true,
                false,
                keep,
                false);
        return Training.run(request, TrainingListener.none(), RunReport.none()).bundle();
    }
}
