package io.sightline.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a model of two classes finds, and at which price, as the bar for saying "the second class" is
 * lowered: the receiver operating characteristic.
 *
 * @param points from (0, 0) to (1, 1)
 * @param auc area under them: the probability that a picture of the second class gets a higher score than
 *     one of the first, a tie counting half (Mann and Whitney's U, scaled); 0.5 is chance
 */
public record RocCurve(List<Point> points, double auc) {
    public RocCurve {
        points = List.copyOf(points);
    }

    /**
     * What one bar gives.
     *
     * @param falsePositiveRate share of the first class taken for the second
     * @param truePositiveRate share of the second class found
     */
    public record Point(double falsePositiveRate, double truePositiveRate) {}

    /** The curve; absent unless there are two classes and pictures of both. */
    public static Optional<RocCurve> of(List<ScoredPhoto> scored) {
        boolean twoClasses = scored.stream().allMatch(photo -> photo.probabilities().length == 2);
        long positives = scored.stream().filter(photo -> photo.label() == 1).count();
        long negatives = scored.size() - positives;
        if (!twoClasses || positives == 0 || negatives == 0) {
            return Optional.empty();
        }
        List<ScoredPhoto> falling = scored.stream()
                .sorted(Comparator.comparingDouble(RocCurve::score).reversed())
                .toList();
        List<Point> points = new ArrayList<>();
        points.add(new Point(0, 0));
        long found = 0;
        long wrong = 0;
        double area = 0;
        for (int i = 0; i < falling.size(); ) {
            long foundBefore = found;
            long wrongBefore = wrong;
            double score = score(falling.get(i));
            // pictures of equal score fall together
            for (; i < falling.size() && score(falling.get(i)) == score; i++) {
                found += falling.get(i).label();
                wrong += 1 - falling.get(i).label();
            }
            area += (wrong - wrongBefore) * (found + foundBefore) / 2.0;
            points.add(new Point((double) wrong / negatives, (double) found / positives));
        }
        return Optional.of(new RocCurve(points, area / ((double) positives * negatives)));
    }

    /** The logit: near 1 a probability in single precision no longer tells pictures apart, its rest does. */
    private static double score(ScoredPhoto photo) {
        return Math.log(photo.probabilities()[1]) - Math.log(photo.probabilities()[0]);
    }
}
