package io.sightline.learning.run;

import io.sightline.config.LearningSettings;
import io.sightline.config.Settings;
import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.evaluation.ArgMax;
import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.learning.examples.ExampleSet;
import io.sightline.learning.examples.PictureStore;
import io.sightline.model.Bundle;
import io.sightline.model.BundleGraph;
import io.sightline.model.BundleWriter;
import io.sightline.model.Manifest;
import io.sightline.training.Strategy;
import io.sightline.training.activations.ActivationStore;
import io.sightline.training.activations.Activations;
import io.sightline.training.base.BaseFeatures;
import io.sightline.training.fit.FitSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run by feature extraction: a new head on the champion's backbone, trained on the features of its base
 * data and of the examples. The same champion, examples and settings give the same model to the last bit,
 * on machines of one kind.
 *
 * <p>Threading notes: the caller's thread, and as many of TensorFlow's as the settings say.
 */
public final class HeadRun implements LearningRun {
    private static final Logger logger = LoggerFactory.getLogger(HeadRun.class);

    private final Gate gate;
    private final int ofNewClass;
    private final int threads;
    private final Path folder;
    private final PrecisionNote precision;

    /**
     * Prepares runs.
     *
     * @param folder for features that later runs find again
     */
    public HeadRun(Settings settings, Path folder) {
        this.gate = new Gate(
                settings.getDouble(LearningSettings.GATE_ALPHA),
                settings.getDouble(LearningSettings.GATE_MAX_CLASS_DROP));
        this.ofNewClass = settings.getInt(LearningSettings.NEW_CLASS_EXAMPLES);
        this.threads = settings.getInt(LearningSettings.THREADS);
        this.folder = folder;
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
        BundleGraph graph = BundleGraph.read(champion);
        BaseFeatures base = BaseFeatures.of(champion).orElse(null);
        LearningData all = LearningData.of(champion.manifest().labels(), base, set, pictures, ofNewClass);
        String backbone = graph.backboneSha256() + (champion.manifest().orientation() ? "" : "-stored");
        Path store = folder.resolve("features-" + backbone + ".rows");
        try (ActivationStore stored = new ActivationStore(store, graph.features())) {
            List<Photo> unreadable = new ExampleFeatures(champion, threads).addTo(stored, all.examples(), control);
            unreadable.forEach(photo -> logger.warn("passing over {}, which cannot be read", photo.file()));
            LearningData data = all.without(unreadable);
            data.requireEveryClass(
                    "the champion's bundle keeps no features of its data, and no example is of that class;"
                            + " train it again with --keep-features, or label some pictures of it");
            Activations features = new RunActivations(data, stored, base);
            FitSettings fit = HeadSettings.of(champion.manifest());
            TrainedHead trained = TrainedHead.of(data, features, fit, control);
            control.check();
            control.progress(RunControl.Phase.GATE, 0, 1);
            List<Photo> held = data.of(Split.TEST);
            List<ScoredPhoto> test = TrainedHead.scores(trained.head(), held, features);
            Verdict verdict = gate.judge(
                    data.labels(), data.known(), judged(TrainedHead.scores(graph.head(), held, features), test));
            Evaluation validation = Evaluation.of(
                    data.labels(), TrainedHead.scores(trained.head(), data.of(Split.VALIDATION), features));
            Manifest manifest = manifest(
                    champion.manifest(), data, fit, trained, validation, Evaluation.of(data.labels(), test), run, at);
            Bundle bundle = new BundleWriter(out).writeWithHead(graph, trained.head(), manifest, (into, numbered) -> {
                keepBase(champion, into);
                precision.addTo(
                        into,
                        data.examples().stream()
                                .filter(photo -> photo.split() == Split.TEST)
                                .toList(),
                        Optional.of(champion),
                        control);
            });
            control.progress(RunControl.Phase.GATE, 1, 1);
            return new Challenger(bundle, verdict, data.counts(), data.leftOut(), unreadable.size());
        }
    }

    /** The champion's probabilities have the first classes of the challenger's, so that indices mean the same. */
    private static List<Gate.Judged> judged(List<ScoredPhoto> champion, List<ScoredPhoto> challenger) {
        List<Gate.Judged> judged = new ArrayList<>();
        for (int i = 0; i < champion.size(); i++) {
            judged.add(new Gate.Judged(
                    challenger.get(i).label(),
                    ArgMax.of(champion.get(i).probabilities()),
                    ArgMax.of(challenger.get(i).probabilities())));
        }
        return judged;
    }

    /** The next run must not forget either. */
    private static void keepBase(Bundle champion, Path into) throws IOException {
        Path base = champion.folder().resolve(BaseFeatures.FILE);
        if (Files.exists(base)) {
            Files.copy(base, into.resolve(BaseFeatures.FILE));
        }
    }

    private static Manifest manifest(
            Manifest champion,
            LearningData data,
            FitSettings fit,
            TrainedHead trained,
            Evaluation validation,
            Evaluation test,
            String run,
            Instant at) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        validation.metrics().forEach((name, value) -> metrics.put("validation." + name, value));
        test.metrics().forEach((name, value) -> metrics.put("test." + name, value));
        Map<String, Object> training = new LinkedHashMap<>();
        training.put("strategy", Strategy.FEATURE_EXTRACTION.id());
        training.put("head", HeadSettings.describe(fit));
        training.put("run", run);
        training.put("epochs", trained.epochs());
        training.put("bestEpoch", trained.bestEpoch());
        training.put("baseCount", data.base().size());
        training.put("exampleCount", data.examples().size());
        training.put("trainCount", data.of(Split.TRAIN).size());
        training.put("validationCount", validation.count());
        training.put("testCount", test.count());
        return new Manifest(
                champion.name(),
                0,
                champion.backbone(),
                champion.alpha(),
                champion.imageSize(),
                data.labels(),
                champion.orientation(),
                metrics,
                trained.calibration(),
                training,
                data.hash(),
                champion.weightsOrigin(),
                champion.version(),
                at,
                "");
    }
}
