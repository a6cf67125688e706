package io.sightline.training;

import io.sightline.augmentation.AugmentationSpec;
import io.sightline.augmentation.Augmenter;
import io.sightline.cnn.Network;
import io.sightline.cnn.NetworkCut;
import io.sightline.dataset.DatasetException;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.PhotoReader;
import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.evaluation.TemperatureScaling;
import io.sightline.model.Bundle;
import io.sightline.model.BundleWriter;
import io.sightline.model.Calibration;
import io.sightline.model.Head;
import io.sightline.model.Manifest;
import io.sightline.training.activations.ActivationSource;
import io.sightline.training.activations.ComputedActivations.Augmentation;
import io.sightline.training.base.BaseFeatures;
import io.sightline.training.base.BaseSelection;
import io.sightline.training.checkpoint.Checkpoint;
import io.sightline.training.fit.EpochResult.Phase;
import io.sightline.training.fit.FitState;
import io.sightline.training.fit.Standardization;
import io.sightline.training.fit.TrainingStoppedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Transfer learning. The frozen backbone, in inference mode, turns every picture into features once, and
 * a head is trained on those. For fine-tuning the upper layers of the backbone are trained with the head
 * afterwards, on the activations below them, which are computed once too. The epoch that is best on the
 * validation pictures is kept; its probabilities are calibrated on them.
 *
 * <p>What is computed is kept in the {@link Workspace}, so that a training that was cut short at any
 * point goes on with {@link TrainingRequest#resume}.
 */
public final class Training {
    private final TrainingRequest request;
    private final TrainingListener listener;
    private final RunReport report;
    private final long started = System.nanoTime();

    private Training(TrainingRequest request, TrainingListener listener, RunReport report) {
        this.request = request;
        this.listener = listener;
        this.report = report;
    }

    /**
     * Trains a model and writes it.
     *
     * @param report is written into the bundle's folder with it
     * @throws DatasetException if the data set is not fit for training
     * @throws IllegalArgumentException if the layer to unfreeze from does not exist
     * @throws TrainingStoppedException if the listener wanted it to stop
     * @throws io.sightline.training.checkpoint.CheckpointException if it cannot be resumed
     * @throws io.sightline.model.ModelException if the model cannot be written
     */
    public static TrainingResult run(TrainingRequest request, TrainingListener listener, RunReport report) {
        return new Training(request, listener, report).run();
    }

    private TrainingResult run() {
        FineTuning fineTuning = request.fineTuning();
        NetworkCut cut =
                fineTuning == null ? null : NetworkCut.of(request.backbone().network(), fineTuning.unfreezeFrom());
        ImageFolder all = ImageFolder.scan(request.data(), listener::filesRead);
        listener.problems(all.problems());
        if (request.strict()) {
            all.requireSound();
        }
        String network = request.backbone().network().sha256();
        try (Workspace workspace = Workspace.open(request.out());
                PhotoReader reader = new PhotoReader(request.backbone().imageSize(), request.orientation());
                Augmenter augmenter =
                        new Augmenter(request.augmentation(), request.head().seed());
                ActivationSource features = new ActivationSource(
                        request.backbone().network(),
                        reader,
                        augmentation(augmenter),
                        workspace.activations(network, request.orientation(), "features"))) {
            Checkpoint checkpoint = new Checkpoint(workspace.checkpoint(), identity(all, network));
            Optional<FitState> resumed = resumed(checkpoint);
            long extractionStarted = System.nanoTime();
            List<PhotoReader.Unreadable> unreadable = extract(features, all);
            double extractionSeconds = (System.nanoTime() - extractionStarted) / 1e9;
            TrainingPictures pictures = TrainingPictures.readable(all, features, request.data());
            listener.split(
                    pictures.train().size(),
                    pictures.validation().size(),
                    pictures.test().size());
            pictures.gaps().forEach(listener::notice);
            Standardization standardization = Standardization.of(features.plain(), pictures.train());
            Phases phases = new Phases(request, pictures, standardization, checkpoint, listener);
            Phases.Trained trained;
            if (fineTuning == null || cut == null) {
                trained = phases.head(features, resumed);
            } else {
                FitState start = resumed.filter(state -> state.phase() == Phase.FINE_TUNING)
                        .orElseGet(() -> phases.head(features, resumed).state());
                Path file = workspace.activations(network, request.orientation(), cut.layer());
                try (ActivationSource atCut = new ActivationSource(cut.base(), reader, augmentation(augmenter), file)) {
                    keep(atCut, cut, pictures);
                    trained = phases.fineTuning(cut, atCut, fineTuning.fit(), start);
                    atCut.delete(); // large, and of use for this cut alone
                }
            }
            TrainingOutcome outcome = outcome(all, unreadable, trained, extractionSeconds);
            BaseFeatures base = base(trained.network(), pictures, features, reader, workspace);
            Bundle bundle = write(trained, outcome, pictures.train().size(), base);
            checkpoint.delete();
            return new TrainingResult(bundle, outcome);
        }
    }

    private @Nullable Augmentation augmentation(Augmenter augmenter) {
        return request.augmentation().equals(AugmentationSpec.NONE) ? null : augmenter::apply;
    }

    private void keep(ActivationSource atCut, NetworkCut cut, TrainingPictures pictures) {
        // training pictures that are augmented are computed anew in each epoch: theirs would never be read
        List<Photo> wanted = request.augmentation().equals(AugmentationSpec.NONE) ? pictures.all() : pictures.held();
        if (atCut.fits(wanted.size())) {
            atCut.keep(wanted, this::seen);
        } else {
            listener.notice("the activations at " + cut.layer() + " of " + wanted.size()
                    + " pictures do not fit on the disk; they are computed anew in each epoch");
        }
    }

    /** What is kept of the data: the features as the model's own backbone gives them. */
    private BaseFeatures base(
            Network network,
            TrainingPictures pictures,
            ActivationSource features,
            PhotoReader reader,
            Workspace workspace) {
        List<Photo> kept = BaseSelection.of(pictures.all(), request.keepFeatures());
        if (kept.isEmpty() || network == request.backbone().network()) {
            return BaseFeatures.of(pictures.labels(), kept, features.plain());
        }
        Path file = workspace.activations(network.sha256(), request.orientation(), "tuned-features");
        try (ActivationSource tuned = new ActivationSource(network, reader, null, file)) {
            tuned.keep(kept, this::goesOn);
            BaseFeatures base = BaseFeatures.of(pictures.labels(), kept, tuned.plain());
            tuned.delete(); // of use for this one model
            return base;
        }
    }

    private void goesOn(int done, int total) {
        if (listener.stopRequested()) {
            throw new TrainingStoppedException("stopped while features were kept, after " + done + " of " + total
                    + " pictures; the same command with --resume goes on");
        }
    }

    private List<PhotoReader.Unreadable> extract(ActivationSource features, ImageFolder data) {
        if (!features.fits(data.photos().size())) {
            throw new DatasetException("the features of " + data.photos().size()
                    + " pictures do not fit on the disk of " + request.out() + "; make room or give another --out");
        }
        List<PhotoReader.Unreadable> unreadable = new ArrayList<>(data.unreadable());
        unreadable.addAll(features.keep(data.photos(), this::seen));
        if (request.strict() && !unreadable.isEmpty()) {
            throw new DatasetException(
                    (unreadable.size() == 1 ? "a picture" : unreadable.size() + " pictures, the first of them")
                            + " cannot be read, "
                            + unreadable.get(0).file() + ": "
                            + unreadable.get(0).reason()
                            + "; repair or remove what is broken, or train without --strict");
        }
        if (!unreadable.isEmpty()) {
            listener.unreadable(unreadable);
        }
        return unreadable;
    }

    private void seen(int done, int total) {
        listener.photosSeen(done, total);
        if (listener.stopRequested()) {
            throw new TrainingStoppedException("stopped while pictures went through the backbone, after " + done
                    + " of " + total + "; what is done is kept, and the same command with --resume goes on");
        }
    }

    private Optional<FitState> resumed(Checkpoint checkpoint) {
        if (request.resume()) {
            Optional<FitState> state = checkpoint.load();
            listener.notice(
                    state.map(found -> "going on after epoch " + found.history().size())
                            .orElse("no training was cut short here; starting anew"));
            return state;
        }
        if (checkpoint.exists()) {
            listener.notice("a training that was cut short here is given up; --resume would have gone on with it. Its"
                    + " state is kept as " + checkpoint.setAside());
        }
        return Optional.empty();
    }

    private Map<String, String> identity(ImageFolder data, String network) {
        Map<String, String> identity = new LinkedHashMap<>();
        identity.put("data", data.hash());
        identity.put("backbone", request.backbone().kind().id() + " " + network);
        identity.put("augmentation", request.augmentation().toString());
        identity.put("orientation", String.valueOf(request.orientation()));
        TrainingManifest.phases(request).forEach((name, value) -> identity.put(name, String.valueOf(value)));
        return identity;
    }

    private TrainingOutcome outcome(
            ImageFolder data,
            List<PhotoReader.Unreadable> unreadable,
            Phases.Trained trained,
            double extractionSeconds) {
        Optional<Calibration> calibration = TemperatureScaling.fit(trained.validation());
        double temperature = calibration.map(Calibration::temperature).orElse(1.0);
        Evaluation validation =
                Evaluation.of(data.labels(), TemperatureScaling.apply(trained.validation(), temperature));
        List<ScoredPhoto> test = TemperatureScaling.apply(trained.test(), temperature);
        Head head = trained.head();
        return new TrainingOutcome(
                data,
                unreadable,
                trained.state().history(),
                trained.state().bestEpoch(),
                trained.network().architecture().parameters() + head.kernel().length + head.bias().length,
                trained.trainedParameters(),
                orNull(calibration),
                validation,
                Evaluation.of(data.labels(), test),
                test.isEmpty() ? TemperatureScaling.apply(trained.validation(), temperature) : test,
                extractionSeconds,
                (System.nanoTime() - started) / 1e9);
    }

    private Bundle write(Phases.Trained trained, TrainingOutcome outcome, int trainCount, BaseFeatures base) {
        Calibration calibration = outcome.calibration();
        Head head = calibration == null ? trained.head() : trained.head().tempered(calibration.temperature());
        Manifest manifest =
                TrainingManifest.of(request, outcome, trainCount, base.photos().size());
        return new BundleWriter(request.out()).write(trained.network(), head, manifest, (folder, numbered) -> {
            if (!base.photos().isEmpty()) {
                base.write(folder);
            }
            report.write(folder, request, numbered, outcome);
        });
    }

    private static <T> @Nullable T orNull(Optional<T> optional) {
        return optional.isPresent() ? optional.get() : null;
    }
}
