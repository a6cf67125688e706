package io.sightline.training;

import io.sightline.evaluation.ArgMax;
import io.sightline.model.Head;
import java.util.ArrayList;
import java.util.List;

/**
 * What a head makes of features.
 *
 * @param loss mean cross-entropy; NaN without pictures
 * @param accuracy 0 to 1; NaN without pictures
 * @param predicted index of the most probable class of each
 */
record HeadScore(double loss, double accuracy, List<Integer> predicted) {
    private static final double SMALLEST = 1e-7;

    static HeadScore of(Head head, Features features) {
        List<Integer> predicted = new ArrayList<>();
        double loss = 0;
        int right = 0;
        for (int i = 0; i < features.size(); i++) {
            float[] probabilities = head.probabilities(features.values().get(i));
            int label = features.labels().get(i);
            int best = ArgMax.of(probabilities);
            predicted.add(best);
            right += best == label ? 1 : 0;
            loss -= Math.log(Math.max(SMALLEST, probabilities[label]));
        }
        return new HeadScore(loss / features.size(), (double) right / features.size(), predicted);
    }

    EpochResult at(int epoch, double trainingLoss, double learningRate, double seconds) {
        return new EpochResult(
                EpochResult.Phase.HEAD, epoch, trainingLoss, Double.NaN, loss, accuracy, learningRate, seconds);
    }
}
