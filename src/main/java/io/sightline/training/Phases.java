package io.sightline.training;

import io.sightline.cnn.Network;
import io.sightline.cnn.NetworkCut;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.model.Head;
import io.sightline.training.activations.ActivationSource;
import io.sightline.training.activations.Activations;
import io.sightline.training.checkpoint.Checkpoint;
import io.sightline.training.fit.EpochResult;
import io.sightline.training.fit.EpochResult.Phase;
import io.sightline.training.fit.Fit;
import io.sightline.training.fit.FitListener;
import io.sightline.training.fit.FitSettings;
import io.sightline.training.fit.FitState;
import io.sightline.training.fit.Labelled;
import io.sightline.training.fit.Standardization;
import io.sightline.training.fit.TrainableGraph;
import io.sightline.training.fit.TrainingStoppedException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The two phases of a training, each begun anew or where it was cut short. */
final class Phases {
    private static final long SAVE_EVERY_NS = 1_000_000_000;

    private final TrainingRequest request;
    private final TrainingPictures pictures;
    private final Standardization standardization;
    private final Checkpoint checkpoint;
    private final TrainingListener listener;

    Phases(
            TrainingRequest request,
            TrainingPictures pictures,
            Standardization standardization,
            Checkpoint checkpoint,
            TrainingListener listener) {
        this.request = request;
        this.pictures = pictures;
        this.standardization = standardization;
        this.checkpoint = checkpoint;
        this.listener = listener;
    }

    /**
     * What a phase ended with.
     *
     * @param state after its last epoch
     * @param network the backbone as the best epoch has it
     * @param head as the best epoch has it, not calibrated
     * @param trainedParameters how many values were trained in it
     * @param validation what that makes of the validation pictures
     * @param test and of the test pictures
     */
    record Trained(
            FitState state,
            Network network,
            Head head,
            long trainedParameters,
            List<ScoredPhoto> validation,
            List<ScoredPhoto> test) {}

    /** Trains the head on features. */
    Trained head(ActivationSource features, Optional<FitState> resumed) {
        FitSettings settings = request.head();
        try (TrainableGraph graph =
                TrainableGraph.head(standardization, pictures.labels().size(), settings.optimizer())) {
            listener.phaseBegins(Phase.HEAD);
            Fit fit = fit(settings, Phase.HEAD, graph, features);
            FitState state = fit.run(resumed.orElseGet(fit::fresh));
            checkpoint.save(state);
            return trained(state, graph, request.backbone().network(), 0, features.plain());
        }
    }

    /**
     * Trains the layers above a cut, and the head, on the activations at the cut.
     *
     * @param start what the head's phase ended with, or where this phase was cut short
     */
    Trained fineTuning(NetworkCut cut, ActivationSource activations, FitSettings settings, FitState start) {
        try (TrainableGraph graph = TrainableGraph.fineTuning(
                cut, standardization, pictures.labels().size(), settings.optimizer())) {
            listener.phaseBegins(Phase.FINE_TUNING);
            Fit fit = fit(settings, Phase.FINE_TUNING, graph, activations);
            FitState state = fit.run(start.phase() == Phase.FINE_TUNING ? start : fit.after(start));
            Network network = cut.with(graph.unfrozen(state.best()));
            return trained(state, graph, network, cut.trainableParameters(), activations.plain());
        }
    }

    private Fit fit(FitSettings settings, Phase phase, TrainableGraph graph, ActivationSource activations) {
        return new Fit(
                settings,
                phase,
                graph,
                pictures.labels().size(),
                new Labelled(pictures.train(), activations.augmented()),
                new Labelled(pictures.validation(), activations.plain()),
                new Watch(phase, settings));
    }

    private Trained trained(
            FitState state, TrainableGraph graph, Network network, long trainedParameters, Activations activations) {
        Head head = graph.head(state.best());
        return new Trained(
                state,
                network,
                head,
                trainedParameters + head.kernel().length + head.bias().length,
                graph.score(new Labelled(pictures.validation(), activations)),
                graph.score(new Labelled(pictures.test(), activations)));
    }

    /** Passes on how a phase goes, keeps its state, and stops it when that is wanted. */
    private final class Watch implements FitListener {
        private final Phase phase;
        private final FitSettings settings;
        private long lastSaved = System.nanoTime();
        private @Nullable FitState unsaved;

        Watch(Phase phase, FitSettings settings) {
            this.phase = phase;
            this.settings = settings;
        }

        @Override
        public void stepDone(int batches) {
            int perEpoch = (pictures.train().size() + settings.batchSize() - 1) / settings.batchSize();
            listener.stepDone(phase, batches, perEpoch);
        }

        @Override
        public void epochDone(EpochResult result, FitState state) {
            unsaved = state;
            // an epoch of a head takes milliseconds: not worth a file each
            if (System.nanoTime() - lastSaved >= SAVE_EVERY_NS) {
                save(state);
            }
            listener.epochDone(result, state.history().size() - state.epochs() + settings.epochs());
        }

        @Override
        public void checkStop() {
            if (listener.stopRequested()) {
                if (unsaved != null) {
                    save(unsaved);
                }
                throw new TrainingStoppedException(
                        "stopped; the same command with --resume goes on after the last whole epoch");
            }
        }

        private void save(FitState state) {
            checkpoint.save(state);
            unsaved = null;
            lastSaved = System.nanoTime();
        }
    }
}
