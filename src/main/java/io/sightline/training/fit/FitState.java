package io.sightline.training.fit;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a fit stands after an epoch: all that is needed to go on.
 *
 * @param phase which fit
 * @param epochs done in this phase
 * @param steps of the optimizer done in this phase
 * @param variables their values after the last epoch
 * @param moments the optimizer's memory
 * @param best the variables after the best epoch
 * @param bestEpoch which that was, counted through all phases; of an earlier phase as long as this one
 *     has none better; 0 before the first
 * @param bestLoss its validation loss, or its training loss without validation pictures
 * @param history all epochs of all phases
 */
public record FitState(
        EpochResult.Phase phase,
        int epochs,
        long steps,
        List<float[]> variables,
        List<float[]> moments,
        List<float[]> best,
        int bestEpoch,
        double bestLoss,
        List<EpochResult> history) {
    public FitState {
        history = List.copyOf(history);
    }

    /** The epochs of this phase. */
    List<EpochResult> ofPhase() {
        return history.subList(history.size() - epochs, history.size());
    }

    /** The state after one more epoch. */
    FitState after(EpochResult result, long newSteps, List<float[]> newVariables, List<float[]> newMoments) {
        List<EpochResult> longer = new ArrayList<>(history);
        longer.add(result);
        double loss = result.decidingLoss();
        boolean better = loss < bestLoss;
        return new FitState(
                phase,
                epochs + 1,
                newSteps,
                newVariables,
                newMoments,
                better ? newVariables : best,
                better ? result.epoch() : bestEpoch,
                better ? loss : bestLoss,
                longer);
    }

    /** Epochs of this phase since the best one. */
    int epochsWithoutGain() {
        return Math.min(epochs, history.size() - bestEpoch);
    }
}
