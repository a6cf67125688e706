package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.graph.FrozenNetwork;
import io.sightline.cnn.graph.Tensors;
import io.sightline.image.Pixels;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.types.TFloat32;

class BundleTest {
    @TempDir
    Path folder;

    @ParameterizedTest(name = "a model of {0} classes")
    @ValueSource(ints = {2, 3})
    void tensorFlowsOwnLoaderAndDjlGiveTheNumbersOfTheBackboneAndTheHead(int classes) {
        String[] labels = Arrays.copyOf(new String[] {"clean", "rust", "scratch"}, classes);
        Bundle bundle = TestModels.write(folder, labels);
        List<Pixels> pictures = List.of(DeterministicWeights.picture(TestModels.SIZE), striped());
        float[][] features;
        try (FrozenNetwork frozen = new FrozenNetwork(TestModels.backbone())) {
            features = frozen.outputs(pictures);
        }

        List<float[]> byDjl;
        try (Classifier classifier = SavedModelClassifier.load(bundle)) {
            byDjl = classifier.classify(pictures);
        }
        float[][] byTensorFlow;
        try (SavedModelBundle model = SavedModelBundle.load(bundle.folder().toString(), "serve");
                TFloat32 batch = Tensors.batch(pictures);
                Result result = model.function("serving_default").call(Map.of("image", batch))) {
            byTensorFlow = Tensors.rows((TFloat32) result.get("probabilities").orElseThrow());
            float[][] featuresThere =
                    Tensors.rows((TFloat32) result.get("features").orElseThrow());
            assertThat(featuresThere[1][5]).isCloseTo(features[1][5], within(1e-5f));
        }

        for (int i = 0; i < pictures.size(); i++) {
            float[] expected = TestModels.head(classes).probabilities(features[i]);
            assertThat(byDjl.get(i)).hasSize(classes).containsExactly(expected, within(1e-5f));
            assertThat(byTensorFlow[i]).hasSize(classes).containsExactly(expected, within(1e-5f));
        }
        assertThat(byDjl.get(0)[0]).as("the two pictures differ").isNotCloseTo(byDjl.get(1)[0], within(1e-4f));
    }

    @Test
    void aPictureIsClassifiedAlikeInABatchOfAnySize() {
        try (Classifier classifier = SavedModelClassifier.load(TestModels.write(folder, "a", "b", "c"), 1)) {
            classifier.warmUp(1, 4);
            float[] alone = classifier.classify(List.of(striped())).get(0);
            List<Pixels> four = List.of(
                    DeterministicWeights.picture(TestModels.SIZE),
                    DeterministicWeights.picture(TestModels.SIZE),
                    DeterministicWeights.picture(TestModels.SIZE),
                    striped());

            assertThat(classifier.classify(four).get(3)).containsExactly(alone, within(1e-5f));
            assertThat(classifier.classify(List.of(striped())).get(0)).containsExactly(alone, within(1e-6f));
        }
    }

    @Test
    void batchesLeaveNothingForTheGarbageCollectorToFree() {
        List<Pixels> batch = Collections.nCopies(16, striped());
        try (Classifier classifier = SavedModelClassifier.load(TestModels.write(folder, "a", "b"))) {
            classifier.classify(batch);
            long before = directMemory();
            for (int i = 0; i < 50; i++) {
                classifier.classify(batch);
            }

            long ofOneBatch = 16L * TestModels.SIZE * TestModels.SIZE * 3 * Float.BYTES;
            assertThat(directMemory() - before).isLessThan(ofOneBatch);
        }
    }

    private static long directMemory() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    @Test
    void refusesAPictureOfAnotherSize() {
        try (Classifier classifier = SavedModelClassifier.load(TestModels.write(folder, "a", "b"))) {
            assertThatThrownBy(() -> classifier.classify(List.of(DeterministicWeights.picture(33))))
                    .hasMessageContaining("32x32")
                    .hasMessageContaining("33x33");
        }
    }

    @Test
    void newVersionsAreNumberedAndTheHighestIsRead() throws IOException {
        TestModels.write(folder, "clean", "rust");
        Files.createDirectories(folder.resolve("notes"));
        for (int version = 2; version <= 10; version++) {
            TestModels.write(folder, "clean", "rust");
        }

        Bundle latest = Bundle.read(folder);

        assertThat(latest.folder()).isEqualTo(folder.resolve("10"));
        assertThat(latest.manifest().parentVersion()).isEqualTo(9);
        assertThat(latest.info()).isEqualTo(new ModelInfo("surfaces", "10", List.of("clean", "rust"), 32, 32, true));
        assertThat(Bundle.read(folder.resolve("1")).info().version()).isEqualTo("1");
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries.map(entry -> entry.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void anotherUserMayReadAVersionThatMayReadTheFolder() throws IOException {
        Bundle bundle = TestModels.write(folder, "clean", "rust");

        assertThat(Files.getPosixFilePermissions(bundle.folder()))
                .isEqualTo(Files.getPosixFilePermissions(Files.createDirectory(folder.resolve("plain"))));
    }

    @Test
    void theGraphTooGivesTheSmallerProbabilityOfTwoExactly() {
        for (float logit : new float[] {40, -40}) {
            Head sure = new Head(new float[1280], new float[] {logit});
            Bundle bundle = new BundleWriter(folder).write(TestModels.backbone(), sure, TestModels.manifest("a", "b"));
            try (Classifier classifier = SavedModelClassifier.load(bundle)) {
                float[] probabilities = classifier.classify(List.of(striped())).get(0);
                assertThat(probabilities).containsExactly(sure.probabilities(new float[1280]), within(1e-22f));
                assertThat(Math.min(probabilities[0], probabilities[1])).isPositive();
            }
        }
    }

    @Test
    void aBundleIsNeverThereWithoutItsExtraFiles() {
        BundleWriter writer = new BundleWriter(folder);

        Bundle bundle = writer.write(
                TestModels.backbone(), TestModels.head(2), TestModels.manifest("a", "b"), (into, manifest) -> {
                    assertThat(folder.resolve("1")).doesNotExist();
                    Files.writeString(into.resolve("report.html"), "version " + manifest.version());
                });
        assertThat(bundle.folder().resolve("report.html")).hasContent("version 1");

        assertThatThrownBy(() -> writer.write(
                        TestModels.backbone(), TestModels.head(2), TestModels.manifest("a", "b"), (into, manifest) -> {
                            throw new IOException("disk full");
                        }))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("disk full");
        assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("1"));
    }

    @Test
    void theCalibrationIsKeptAndOldBundlesHaveNone() throws IOException {
        Bundle old = TestModels.write(folder, "a", "b");
        assertThat(Bundle.read(old.folder()).manifest().calibration()).isNull();
        assertThat(old.folder().resolve("model.json")).content().doesNotContain("calibration");

        Calibration calibration = new Calibration(1.5, 100, 0.08, 0.02);
        new BundleWriter(folder)
                .write(
                        TestModels.backbone(),
                        TestModels.head(2).tempered(1.5),
                        TestModels.manifest("a", "b").calibrated(calibration));
        assertThat(Bundle.read(folder).manifest().calibration()).isEqualTo(calibration);
    }

    @Test
    void saysWhatIsWrongWithAFolderThatIsNoBundle() {
        assertThatThrownBy(() -> Bundle.read(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("sightline train");
        assertThatThrownBy(() -> Bundle.read(folder.resolve("nowhere"))).hasMessageContaining("nowhere");
    }

    @Test
    void noticesAModelThatIsNotTheOneOfItsManifest() throws IOException {
        Path savedModel = TestModels.write(folder, "clean", "rust").folder().resolve("saved_model.pb");
        byte[] bytes = Files.readAllBytes(savedModel);
        bytes[bytes.length / 2] ^= 1;
        Files.write(savedModel, bytes);

        assertThatThrownBy(() -> Bundle.read(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("saved_model.pb")
                .hasMessageContaining("SHA-256");
    }

    @Test
    void noticesMissingAndWrongLabels() throws IOException {
        Path labels = TestModels.write(folder, "clean", "rust").folder().resolve("assets/labels.txt");

        Files.writeString(labels, "rust\nclean\n");
        assertThatThrownBy(() -> Bundle.read(folder)).hasMessageContaining("labels.txt");
        Files.delete(labels);
        assertThatThrownBy(() -> Bundle.read(folder)).hasMessageContaining("labels.txt");
    }

    private static Pixels striped() {
        float[] rgb = new float[TestModels.SIZE * TestModels.SIZE * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = i / 30 % 2 == 0 ? 255 : 10;
        }
        return new Pixels(rgb, TestModels.SIZE, TestModels.SIZE);
    }
}
