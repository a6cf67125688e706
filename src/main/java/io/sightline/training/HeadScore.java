package io.sightline.training;

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
            int best = argMax(probabilities);
            predicted.add(best);
            right += best == label ? 1 : 0;
            loss -= Math.log(Math.max(SMALLEST, probabilities[label]));
        }
        return new HeadScore(loss / features.size(), (double) right / features.size(), predicted);
    }

    EpochResult at(int epoch, double trainingLoss) {
        return new EpochResult(epoch, trainingLoss, loss, accuracy);
    }

    static int argMax(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }
}
