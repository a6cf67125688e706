package io.sightline.training;

import io.sightline.cnn.Tensors;
import io.sightline.engine.TensorFlowEngine;
import io.sightline.model.Head;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * Trains a head on features. One thread computes, so that the same input gives the same head to the
 * last bit; an epoch takes milliseconds all the same.
 */
final class HeadTraining {
    private static final ConfigProto ONE_THREAD = ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(1)
            .build();

    private final HeadSettings settings;
    private final int classes;

    HeadTraining(HeadSettings settings, int classes) {
        this.settings = settings;
        this.classes = classes;
    }

    /**
     * A trained head.
     *
     * @param head of the best epoch
     * @param bestEpoch which that was, from 1
     * @param history all epochs
     */
    record Result(Head head, int bestEpoch, List<EpochResult> history) {}

    /**
     * Trains on one set, its features standardized, and keeps the epoch whose loss on the other is
     * lowest. An empty validation set leaves the choice to the training loss.
     */
    Result train(Features train, Features validation, Consumer<EpochResult> listener) {
        Standardization standardization = Standardization.of(train);
        Result standard = trainStandard(standardization.apply(train), standardization.apply(validation), listener);
        return new Result(standardization.fold(standard.head()), standard.bestEpoch(), standard.history());
    }

    private Result trainStandard(Features train, Features validation, Consumer<EpochResult> listener) {
        TensorFlowEngine.start();
        Random random = new Random(settings.seed());
        int features = train.values().get(0).length;
        float[] weights = classWeights(train);
        try (Graph graph = new Graph()) {
            HeadGraph head = new HeadGraph(graph, features, Head.units(classes));
            try (Session session = new Session(graph, ONE_THREAD)) {
                head.initialize(session, random);
                List<EpochResult> history = new ArrayList<>();
                Head best = head.read(session);
                EpochResult bestResult = null;
                List<Integer> order = new ArrayList<>();
                for (int i = 0; i < train.size(); i++) {
                    order.add(i);
                }
                for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
                    long started = System.nanoTime();
                    Collections.shuffle(order, random);
                    double loss = epoch(head, session, train, order, weights, random);
                    Head now = head.read(session);
                    EpochResult result = HeadScore.of(now, validation)
                            .at(epoch, loss, settings.learningRate(), (System.nanoTime() - started) / 1e9);
                    history.add(result);
                    listener.accept(result);
                    if (better(result, bestResult)) {
                        best = now;
                        bestResult = result;
                    }
                }
                return new Result(best, bestResult == null ? 0 : bestResult.epoch(), List.copyOf(history));
            }
        }
    }

    private double epoch(
            HeadGraph head, Session session, Features train, List<Integer> order, float[] weights, Random random) {
        double sum = 0;
        for (int from = 0; from < order.size(); from += settings.batchSize()) {
            List<Integer> batch = order.subList(from, Math.min(order.size(), from + settings.batchSize()));
            sum += step(head, session, train, batch, weights, random) * batch.size();
        }
        return sum / order.size();
    }

    private float step(
            HeadGraph head, Session session, Features train, List<Integer> batch, float[] weights, Random random) {
        int features = train.values().get(0).length;
        int units = Head.units(classes);
        float[] x = new float[batch.size() * features];
        float[] y = new float[batch.size() * units];
        float[] w = new float[batch.size()];
        for (int row = 0; row < batch.size(); row++) {
            float[] values = train.values().get(batch.get(row));
            int label = train.labels().get(batch.get(row));
            dropOut(values, x, row * features, random);
            if (units == 1) {
                y[row] = label;
            } else {
                y[row * units + label] = 1;
            }
            w[row] = weights[label];
        }
        try (TFloat32 fx = Tensors.of(x, batch.size(), features);
                TFloat32 fy = Tensors.of(y, batch.size(), units);
                TFloat32 fw = Tensors.of(w, batch.size())) {
            return head.step(session, fx, fy, fw, settings.learningRate());
        }
    }

    /** Inverted dropout: what stays is scaled up, so that nothing is to be done at inference. */
    private void dropOut(float[] values, float[] into, int from, Random random) {
        float scale = 1 / (1 - settings.dropout());
        for (int f = 0; f < values.length; f++) {
            into[from + f] =
                    settings.dropout() == 0 || random.nextFloat() >= settings.dropout() ? values[f] * scale : 0;
        }
    }

    private float[] classWeights(Features train) {
        int[] counts = new int[classes];
        train.labels().forEach(label -> counts[label]++);
        float[] weights = new float[classes];
        for (int label = 0; label < classes; label++) {
            weights[label] = settings.balanceClasses() ? train.size() / ((float) classes * counts[label]) : 1;
        }
        return weights;
    }

    private static boolean better(EpochResult result, @Nullable EpochResult best) {
        if (best == null) {
            return true;
        }
        // the loss, not the accuracy: on a small validation set that is equal for many epochs
        return Double.isNaN(result.validationLoss())
                ? result.loss() < best.loss()
                : result.validationLoss() < best.validationLoss();
    }
}
