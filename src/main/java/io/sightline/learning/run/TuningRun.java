package io.sightline.learning.run;

import io.sightline.augmentation.AugmentationSpec;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.weights.OfficialWeights;
import io.sightline.cnn.weights.PretrainedBackbone;
import io.sightline.cnn.weights.PretrainedBackbones;
import io.sightline.config.LearningSettings;
import io.sightline.config.Settings;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.evaluation.ArgMax;
import io.sightline.evaluation.ModelEvaluation;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.learning.examples.ExampleSet;
import io.sightline.learning.examples.PictureStore;
import io.sightline.model.Bundle;
import io.sightline.model.Manifest;
import io.sightline.model.SavedModelClassifier;
import io.sightline.report.TrainingFiles;
import io.sightline.training.FineTuning;
import io.sightline.training.Training;
import io.sightline.training.TrainingListener;
import io.sightline.training.TrainingRequest;
import io.sightline.training.TrainingResult;
import io.sightline.training.fit.EpochResult;
import io.sightline.training.fit.FitSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run by fine-tuning: as {@code train --strategy fine-tuning} does it, from the pretrained weights of the
 * champion's backbone, on the pictures of the examples and of the base data, which must be at hand. The
 * backbone changes, so that features that were kept of pictures not at hand are of no use.
 */
final class TuningRun implements LearningRun {
    private static final Logger logger = LoggerFactory.getLogger(TuningRun.class);

    private final Gate gate;
    private final int ofNewClass;
    private final String baseData;
    private final String weights;
    private final PrecisionNote precision;

    TuningRun(Settings settings) {
        this.gate = new Gate(
                settings.getDouble(LearningSettings.GATE_ALPHA),
                settings.getDouble(LearningSettings.GATE_MAX_CLASS_DROP));
        this.ofNewClass = settings.getInt(LearningSettings.NEW_CLASS_EXAMPLES);
        this.baseData = settings.getString(LearningSettings.BASE_DATA);
        this.weights = settings.getString(LearningSettings.WEIGHTS);
        this.precision = new PrecisionNote(settings);
    }

    @Override
    public Challenger run(
            Bundle champion,
            ExampleSet set,
            PictureStore pictures,
            Path out,
            String run,
            Instant at,
            RunControl control) {
        Manifest manifest = champion.manifest();
        ImageFolder base =
                baseData.isEmpty() ? new ImageFolder(List.of(), List.of()) : ImageFolder.scan(Path.of(baseData));
        LearningData data = LearningData.of(manifest.labels(), base.labels(), base.photos(), set, pictures, ofNewClass);
        data.requireEveryClass("no picture of it is in " + LearningSettings.BASE_DATA + " ("
                + (baseData.isEmpty() ? "not set" : baseData)
                + ") or among the examples; fine-tuning needs the pictures that the champion was trained on");
        Path folder = LinkedFolder.of(data, out.resolve("data"));
        FitSettings head = HeadSettings.of(manifest);
        PretrainedBackbone backbone = backbone(manifest);
        List<Photo> held = data.of(Split.TEST);
        TrainingResult result = Training.run(
                new TrainingRequest(
                        folder,
                        out.resolve("models"),
                        manifest.name(),
                        backbone,
                        head,
                        FineTuning.defaults(backbone.kind(), head),
                        AugmentationSpec.NONE,
                        manifest.orientation(),
                        false,
                        TrainingRequest.KEEP_FEATURES,
                        false),
                listening(control),
                (into, request, numbered, outcome) -> {
                    new TrainingFiles().write(into, request, numbered, outcome);
                    precision.addTo(into, held, Optional.empty(), control);
                });
        control.progress(RunControl.Phase.GATE, 0, 1);
        Verdict verdict = gate.judge(
                data.labels(),
                data.known(),
                judged(
                        data.labels(),
                        held,
                        predictions(champion, held, control),
                        predictions(result.bundle(), held, control)));
        control.progress(RunControl.Phase.GATE, 1, 1);
        int unreadable = result.outcome().unreadable().size();
        return new Challenger(result.bundle(), verdict, data.counts(), data.leftOut(), unreadable);
    }

    private PretrainedBackbone backbone(Manifest manifest) {
        PretrainedBackbones backbones =
                new PretrainedBackbones(new OfficialWeights(), (done, total) -> {}, logger::info);
        Backbone kind = Backbone.named(manifest.backbone());
        return switch (weights) {
            case "" -> backbones.best(kind, manifest.alpha(), manifest.imageSize());
            case "imagenet" -> backbones.imageNet(kind, manifest.alpha(), manifest.imageSize());
            case "starter" -> backbones.starter(kind, manifest.alpha(), manifest.imageSize());
            default -> backbones.file(Path.of(weights), kind, manifest.alpha(), manifest.imageSize());
        };
    }

    /** The class that a model takes each picture for, by name. */
    private static Map<Path, String> predictions(Bundle bundle, List<Photo> photos, RunControl control) {
        try (SavedModelClassifier classifier = SavedModelClassifier.load(bundle)) {
            List<String> labels = bundle.manifest().labels();
            Map<Path, String> predicted = new HashMap<>();
            for (ScoredPhoto photo : ModelEvaluation.scores(classifier, photos, done -> control.check())) {
                predicted.put(photo.file(), labels.get(ArgMax.of(photo.probabilities())));
            }
            return predicted;
        }
    }

    /** Unreadable pictures are neither's. */
    private static List<Gate.Judged> judged(
            List<String> labels, List<Photo> held, Map<Path, String> champion, Map<Path, String> challenger) {
        return held.stream()
                .filter(photo -> champion.containsKey(photo.file()) && challenger.containsKey(photo.file()))
                .map(photo -> new Gate.Judged(
                        photo.label(),
                        labels.indexOf(champion.get(photo.file())),
                        labels.indexOf(challenger.get(photo.file()))))
                .toList();
    }

    private static TrainingListener listening(RunControl control) {
        return new TrainingListener() {
            @Override
            public void photosSeen(int done, int total) {
                control.progress(RunControl.Phase.FEATURES, done, total);
            }

            @Override
            public void stepDone(EpochResult.Phase phase, int done, int total) {
                control.check();
            }

            @Override
            public void epochDone(EpochResult result, int epochs) {
                control.progress(RunControl.Phase.TRAINING, result.epoch(), epochs);
            }

            @Override
            public boolean stopRequested() {
                control.check();
                return false;
            }
        };
    }
}
