package io.sightline.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.augmentation.AugmentationSpec;
import io.sightline.cnn.Architecture;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.dataset.ColouredPictures;
import io.sightline.dataset.DatasetException;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Split;
import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.ModelEvaluation;
import io.sightline.model.Bundle;
import io.sightline.model.Classifier;
import io.sightline.model.SavedModelClassifier;
import io.sightline.training.checkpoint.CheckpointException;
import io.sightline.training.fit.EpochResult;
import io.sightline.training.fit.EpochResult.Phase;
import io.sightline.training.fit.FitSettings;
import io.sightline.training.fit.OptimizerSettings;
import io.sightline.training.fit.TrainingStoppedException;
import io.sightline.training.schedule.ScheduleSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model owner puts a backbone to a new task. */
class TrainingTest {
    private static final int SIZE = 32;

    @TempDir
    static Path folder;

    private static Path data = Path.of("");

    @BeforeAll
    static void takePictures() throws IOException {
        data = folder.resolve("data");
        ColouredPictures.write(data, "red", 30, 1);
        ColouredPictures.write(data, "green", 30, 2);
        ColouredPictures.write(data, "blue", 30, 3);
    }

    @Test
    void fineTuningTrainsTheHeadAndThenTheUpperLayers() {
        List<EpochResult> epochs = new ArrayList<>();
        TrainingResult tuned = train(request("tuned", fineTuning("block_15"), false), epochs);
        TrainingOutcome outcome = tuned.outcome();

        assertThat(epochs.stream().map(EpochResult::phase).distinct()).containsExactly(Phase.HEAD, Phase.FINE_TUNING);
        assertThat(epochs.stream().map(EpochResult::epoch)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        double atTheStart = epochs.get(4).loss();
        assertThat(epochs.get(7).loss()).isLessThan(atTheStart);
        assertThat(outcome.trainedParameters()).isBetween(outcome.parameters() / 2, outcome.parameters());
        assertThat(tuned.bundle().manifest().training())
                .containsEntry("strategy", "fine-tuning")
                .containsKey("fineTuning");
        assertThat(outcome.history().get(outcome.bestEpoch() - 1).phase()).isEqualTo(Phase.FINE_TUNING);
    }

    @Test
    void theBundleSaysOfPicturesWhatTheTrainingSaidOfThem() {
        TrainingResult tuned = train(request("served", fineTuning("block_16"), false), new ArrayList<>());

        ImageFolder all = ImageFolder.scan(data);
        try (Classifier classifier = SavedModelClassifier.load(tuned.bundle())) {
            Evaluation served = ModelEvaluation.of(classifier, all, all.photos(Split.TEST), done -> {})
                    .evaluation();
            assertThat(served.confusion()).isEqualTo(tuned.outcome().test().confusion());
            assertThat(served.count()).isPositive();
        }
    }

    @ParameterizedTest(name = "stopped in epoch {0} of 8")
    @ValueSource(ints = {3, 5, 7})
    void aTrainingThatWasStoppedGoesOnAndGivesTheSameModel(int epoch) throws IOException {
        TrainingRequest whole = request("whole-" + epoch, fineTuning("block_16"), false);
        TrainingRequest cut = request("cut-" + epoch, fineTuning("block_16"), false);
        TrainingRequest resumed = request("cut-" + epoch, fineTuning("block_16"), true);

        Bundle never = train(whole, new ArrayList<>()).bundle();
        assertThatThrownBy(() -> Training.run(cut, stopIn(epoch), RunReport.none()))
                .isInstanceOf(TrainingStoppedException.class)
                .hasMessageContaining("--resume");
        assertThat(bundles(cut.out())).isEmpty();
        List<EpochResult> rest = new ArrayList<>();
        Bundle again = train(resumed, rest).bundle();

        assertThat(rest).hasSize(8 - (epoch - 1));
        assertThat(again.manifest().savedModelSha256())
                .isEqualTo(never.manifest().savedModelSha256());
    }

    @Test
    void onlyTheSameTrainingGoesOn() {
        assertThatThrownBy(() -> Training.run(request("other", null, false), stopIn(3), RunReport.none()))
                .isInstanceOf(TrainingStoppedException.class);

        TrainingRequest other = request("other", fineTuning("block_16"), true);
        assertThatThrownBy(() -> train(other, new ArrayList<>()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("was another: strategy was feature-extraction and is fine-tuning. Give")
                .hasMessageContaining("without --resume");

        List<String> notices = new ArrayList<>();
        TrainingListener listening = new TrainingListener() {
            @Override
            public void notice(String text) {
                notices.add(text);
            }
        };
        Training.run(request("other", null, false), listening, RunReport.none());
        assertThat(notices.get(0)).contains("given up").contains("--resume");
        assertThat(folder.resolve("other/.training/checkpoint.safetensors.old")).exists();
    }

    @Test
    void aSecondTrainingFindsTheFeaturesOfTheFirst() {
        train(request("twice", null, false), new ArrayList<>());
        AtomicInteger first = new AtomicInteger(-1);

        Training.run(
                request("twice", null, false),
                new TrainingListener() {
                    @Override
                    public void photosSeen(int done, int total) {
                        first.compareAndSet(-1, done);
                    }
                },
                RunReport.none());

        assertThat(first.get()).isEqualTo(90);
    }

    @Test
    void augmentedTrainingPicturesAreNotKeptAtTheCut() {
        TrainingRequest plain = request("augmented", fineTuning("block_16"), false);
        List<Integer> totals = new ArrayList<>();

        Training.run(
                new TrainingRequest(
                        plain.data(),
                        plain.out(),
                        plain.name(),
                        plain.backbone(),
                        plain.head(),
                        plain.fineTuning(),
                        AugmentationSpec.parse("flip"),
                        true,
                        false,
                        TrainingRequest.KEEP_FEATURES,
                        false),
                new TrainingListener() {
                    @Override
                    public void photosSeen(int done, int total) {
                        if (done == total) {
                            totals.add(total);
                        }
                    }
                },
                RunReport.none());

        ImageFolder all = ImageFolder.scan(data);
        assertThat(totals)
                .containsExactly(
                        all.photos().size(),
                        all.photos(Split.VALIDATION).size()
                                + all.photos(Split.TEST).size());
    }

    @Test
    void twoTrainingsDoNotWriteToTheSameFolder() {
        TrainingRequest request = request("busy", null, false);
        TrainingListener meanwhile = new TrainingListener() {
            @Override
            public void photosSeen(int done, int total) {
                assertThatThrownBy(() -> train(request, new ArrayList<>()))
                        .isInstanceOf(DatasetException.class)
                        .hasMessageContaining("another training");
            }
        };

        assertThat(Training.run(request, meanwhile, RunReport.none())
                        .bundle()
                        .manifest()
                        .version())
                .isEqualTo(1);
    }

    @Test
    void aReportThatFailsLeavesNoBundle() throws IOException {
        TrainingRequest request = request("unreported", null, false);

        assertThatThrownBy(() -> Training.run(request, TrainingListener.none(), (into, asked, manifest, outcome) -> {
                    throw new IOException("no room");
                }))
                .hasMessageContaining("no room");

        assertThat(bundles(request.out())).isEmpty();
    }

    private static TrainingRequest request(String name, FineTuning fineTuning, boolean resume) {
        Architecture architecture = Backbone.MOBILENET_V2.architecture(0.35, SIZE);
        PretrainedBackbone backbone = new PretrainedBackbone(
                Backbone.MOBILENET_V2, 0.35, SIZE, DeterministicWeights.network(architecture), "formula");
        return new TrainingRequest(
                data,
                folder.resolve(name),
                name,
                backbone,
                fit(4, 1e-3f),
                fineTuning,
                AugmentationSpec.NONE,
                true,
                false,
                TrainingRequest.KEEP_FEATURES,
                resume);
    }

    private static FineTuning fineTuning(String from) {
        return new FineTuning(from, fit(4, 1e-4f));
    }

    private static FitSettings fit(int epochs, float rate) {
        return new FitSettings(
                epochs, 16, rate, ScheduleSpec.parse("cosine,warmup=0.1"), 0, new OptimizerSettings(0, 1), 0, 1, false);
    }

    private static TrainingResult train(TrainingRequest request, List<EpochResult> epochs) {
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epochDone(EpochResult result, int all) {
                epochs.add(result);
            }
        };
        return Training.run(request, listener, RunReport.none());
    }

    /** Stops in the middle of an epoch. */
    private static TrainingListener stopIn(int epoch) {
        return new TrainingListener() {
            private int epochs;
            private boolean begun;

            @Override
            public void stepDone(Phase phase, int done, int total) {
                begun = true;
            }

            @Override
            public void epochDone(EpochResult result, int all) {
                epochs++;
                begun = false;
            }

            @Override
            public boolean stopRequested() {
                return begun && epochs == epoch - 1;
            }
        };
    }

    private static List<Path> bundles(Path out) throws IOException {
        try (Stream<Path> entries = Files.list(out)) {
            return entries.filter(entry -> !entry.getFileName().toString().equals(Workspace.NAME))
                    .toList();
        }
    }
}
