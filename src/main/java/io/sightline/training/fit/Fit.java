package io.sightline.training.fit;

import io.sightline.dataset.Photo;
import io.sightline.training.schedule.LearningRateSchedule;
import java.util.List;

/**
 * The loop over epochs, as Keras' {@code fit}: steps over the training pictures in a new order each
 * time, a look at the validation pictures, and the variables of the best epoch kept.
 *
 * <p>All chance is drawn from the seed and the epoch's number, so that a fit which goes on after an
 * epoch ({@link FitState}) does what one does that was never interrupted.
 */
public final class Fit {
    private static final int VALIDATION_BATCH = 32;

    private final FitSettings settings;
    private final EpochResult.Phase phase;
    private final TrainableGraph graph;
    private final Labelled train;
    private final Labelled validation;
    private final Batches batches;
    private final FitListener listener;

    /**
     * Prepares a fit.
     *
     * @param classes number of classes
     * @param train at least one picture
     * @param validation may have no pictures; then the training loss decides
     */
    public Fit(
            FitSettings settings,
            EpochResult.Phase phase,
            TrainableGraph graph,
            int classes,
            Labelled train,
            Labelled validation,
            FitListener listener) {
        this.settings = settings;
        this.phase = phase;
        this.graph = graph;
        this.train = train;
        this.validation = validation;
        this.batches = new Batches(settings, phase, classes, graph.features(), train.photos());
        this.listener = listener;
    }

    /** The state before the first epoch, with a fresh head. */
    public FitState fresh() {
        graph.initialize();
        return start(0, Double.POSITIVE_INFINITY, List.of());
    }

    /** The state before the first epoch of fine-tuning: what the head's fit ended with is the one to beat. */
    public FitState after(FitState head) {
        graph.initialize(head.best());
        return start(head.bestEpoch(), head.bestLoss(), head.history());
    }

    private FitState start(int bestEpoch, double bestLoss, List<EpochResult> history) {
        List<float[]> variables = graph.variables();
        return new FitState(phase, 0, 0, variables, graph.moments(), variables, bestEpoch, bestLoss, history);
    }

    /**
     * Fits until the epochs are done or none was better for long enough.
     *
     * @param start from {@link #fresh}, {@link #after}, or an earlier run of the same fit
     * @return the last state; the graph's variables are then those of the best epoch
     * @throws TrainingStoppedException if the listener wants it to stop
     */
    public FitState run(FitState start) {
        graph.load(start.variables(), start.moments(), start.steps());
        long stepsPerEpoch = (train.photos().size() + settings.batchSize() - 1) / settings.batchSize();
        LearningRateSchedule schedule =
                settings.schedule().schedule(settings.learningRate(), stepsPerEpoch, settings.epochs());
        start.ofPhase().forEach(done -> schedule.epochDone(done.decidingLoss()));
        FitState state = start;
        while (state.epochs() < settings.epochs() && !patienceIsOver(state)) {
            Epoch epoch = new Epoch(state, schedule);
            EpochResult result = epoch.run();
            schedule.epochDone(result.decidingLoss());
            state = state.after(result, epoch.steps, graph.variables(), graph.moments());
            listener.epochDone(result, state);
        }
        graph.load(state.best());
        return state;
    }

    private boolean patienceIsOver(FitState state) {
        return settings.earlyStopping() > 0 && state.epochsWithoutGain() >= settings.earlyStopping();
    }

    /** One pass over the training pictures and one over the validation pictures. */
    private final class Epoch {
        private final int number;
        private final int all;
        private final LearningRateSchedule schedule;
        private final long started = System.nanoTime();
        private long steps;
        private int inEpoch;
        private float rate;
        private final Score score = new Score();

        Epoch(FitState state, LearningRateSchedule schedule) {
            this.number = state.epochs() + 1;
            this.all = state.history().size() + 1;
            this.steps = state.steps();
            this.schedule = schedule;
        }

        EpochResult run() {
            train.activations()
                    .forEachBatch(batches.shuffled(train.photos(), number), all, settings.batchSize(), this::step);
            Score held = new Score();
            validation
                    .activations()
                    .forEachBatch(
                            validation.photos(),
                            1,
                            VALIDATION_BATCH,
                            (photos, rows) -> held.add(photos, graph.logits(rows)));
            return new EpochResult(
                    phase,
                    all,
                    score.loss(),
                    score.accuracy(),
                    held.loss(),
                    held.accuracy(),
                    rate,
                    (System.nanoTime() - started) / 1e9);
        }

        private void step(List<Photo> photos, float[] rows) {
            listener.checkStop();
            rate = schedule.at(steps++);
            TrainableGraph.Step step = graph.step(batches.batch(photos, rows, number, inEpoch++), rate);
            score.add(photos, step.logits());
            listener.stepDone(inEpoch);
        }
    }

    /** Loss and accuracy over pictures seen so far; NaN before the first. */
    private static final class Score {
        private double loss;
        private int right;
        private int count;

        void add(List<Photo> photos, float[][] logits) {
            for (int i = 0; i < photos.size(); i++) {
                int label = photos.get(i).label();
                loss += Logits.loss(logits[i], label);
                right += Logits.predicted(logits[i]) == label ? 1 : 0;
                count++;
            }
        }

        double loss() {
            return loss / count;
        }

        double accuracy() {
            return (double) right / count;
        }
    }
}
