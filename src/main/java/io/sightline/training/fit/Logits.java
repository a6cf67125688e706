package io.sightline.training.fit;

import io.sightline.evaluation.ArgMax;

/** What a head's sums for one picture say: one for two classes (over 0: the second), else one for each. */
final class Logits {
    private Logits() {}

    /** Index of the most probable class. */
    static int predicted(float[] logits) {
        return logits.length == 1 ? (logits[0] > 0 ? 1 : 0) : ArgMax.of(logits);
    }

    /** Cross-entropy with the right class, computed so that no logit is too large. */
    static double loss(float[] logits, int label) {
        if (logits.length == 1) {
            double towards = label == 1 ? logits[0] : -logits[0];
            return Math.max(0, -towards) + Math.log1p(Math.exp(-Math.abs(towards)));
        }
        double max = logits[ArgMax.of(logits)];
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - max);
        }
        return Math.log(sum) + max - logits[label];
    }
}
