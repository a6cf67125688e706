package io.sightline.learning.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a challenger takes the champion's place: only if it is better on held-out pictures by more than
 * chance, and no class of the champion's suffers.
 *
 * <p>Better is decided by McNemar's test in its exact form ("Note on the sampling error of the difference
 * between correlated proportions or percentages", Psychometrika, 1947): only pictures that one of the two
 * has right and the other wrong say anything; if the two were equally good, each of those would be as
 * likely the one way as the other, so that the number of the challenger's follows a binomial distribution.
 *
 * @param alpha largest p value, one-sided, at which the challenger counts as better; 0 to 1
 * @param maxClassDrop how far the recall of a class may fall, as a share; 0 to 1
 */
public record Gate(double alpha, double maxClassDrop) {
    /** Shares are quotients of small numbers; a drop of exactly the limit must not fail by rounding. */
    private static final double ROUNDING = 1e-9;

    /**
     * A held-out picture and what the two make of it.
     *
     * @param truth index of its class
     * @param champion index of the class that the champion takes it for
     * @param challenger index of the class that the challenger takes it for
     */
    public record Judged(int truth, int champion, int challenger) {}

    /**
     * Compares the two.
     *
     * @param labels the challenger's classes; the champion's are the first of them
     * @param known how many of them the champion has
     * @param judged the same held-out pictures for both; those of classes the champion does not know count
     *     as its mistakes
     */
    public Verdict judge(List<String> labels, int known, List<Judged> judged) {
        int count = judged.size();
        int onlyChampion = 0;
        int onlyChallenger = 0;
        int championRight = 0;
        int challengerRight = 0;
        for (Judged picture : judged) {
            boolean before = picture.champion() == picture.truth();
            boolean after = picture.challenger() == picture.truth();
            championRight += before ? 1 : 0;
            challengerRight += after ? 1 : 0;
            onlyChampion += before && !after ? 1 : 0;
            onlyChallenger += after && !before ? 1 : 0;
        }
        double p = mcNemar(onlyChallenger, onlyChampion);
        List<Verdict.ClassRecall> classes = classes(labels, judged);
        List<Verdict.ClassRecall> fallen =
                classes.subList(0, known).stream().filter(this::fell).toList();
        boolean better = p <= alpha && onlyChallenger > onlyChampion;
        return new Verdict(
                better && fallen.isEmpty(),
                reason(better, fallen, count, count - championRight, onlyChampion, onlyChallenger, p),
                count,
                share(championRight, count),
                share(challengerRight, count),
                onlyChampion,
                onlyChallenger,
                p,
                classes);
    }

    /**
     * The chance of at least so many gains among gains and losses if both were equally likely.
     *
     * @param gains pictures that only the challenger has right
     * @param losses pictures that only the champion has right
     */
    static double mcNemar(int gains, int losses) {
        // sums start at or above the middle, where the first term is the largest and nothing underflows
        return gains > losses ? tail(gains, gains + losses) : 1 - tail(losses + 1, gains + losses);
    }

    /** Chance of at least so many heads in n throws of a coin. */
    private static double tail(int heads, int n) {
        double log = -n * Math.log(2);
        for (int i = 1; i <= heads; i++) {
            log += Math.log((double) (n - i + 1) / i);
        }
        double term = Math.exp(log);
        double sum = 0;
        for (int i = heads; i <= n; i++) {
            sum += term;
            term *= (double) (n - i) / (i + 1);
        }
        return Math.min(1, sum);
    }

    /** One picture is no evidence, however large a part of a small class it is. */
    private boolean fell(Verdict.ClassRecall figures) {
        double drop = figures.champion() - figures.challenger();
        return drop > maxClassDrop + ROUNDING && drop * figures.count() > 1 + ROUNDING;
    }

    private String reason(
            boolean better,
            List<Verdict.ClassRecall> fallen,
            int count,
            int championWrong,
            int onlyChampion,
            int onlyChallenger,
            double p) {
        String compared = "of %d held-out pictures it has %d right that the champion has wrong, and %d the other way"
                .formatted(count, onlyChallenger, onlyChampion);
        if (!better && mcNemar(championWrong, 0) > alpha) {
            return String.format(
                    Locale.ROOT,
                    "the champion has %d of %d held-out pictures wrong, too few for any model to be better by more"
                            + " than chance (p at most %s); more examples are needed",
                    championWrong,
                    count,
                    alpha);
        }
        if (!better) {
            return String.format(
                    Locale.ROOT,
                    "not better by more than chance: %s (%s, at most %s is allowed)",
                    compared,
                    text(p),
                    alpha);
        }
        if (!fallen.isEmpty()) {
            List<String> named = fallen.stream()
                    .map(figures -> String.format(
                            Locale.ROOT,
                            "%s from %.1f %% to %.1f %%",
                            figures.label(),
                            100 * figures.champion(),
                            100 * figures.challenger()))
                    .toList();
            return String.format(
                    Locale.ROOT, "recall fell by more than %s: %s", maxClassDrop, String.join(", ", named));
        }
        return "better: " + compared + " (" + text(p) + ")";
    }

    private static String text(double p) {
        return p < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", p);
    }

    private static List<Verdict.ClassRecall> classes(List<String> labels, List<Judged> judged) {
        List<Verdict.ClassRecall> classes = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            int count = 0;
            int champion = 0;
            int challenger = 0;
            for (Judged picture : judged) {
                if (picture.truth() == label) {
                    count++;
                    champion += picture.champion() == label ? 1 : 0;
                    challenger += picture.challenger() == label ? 1 : 0;
                }
            }
            classes.add(new Verdict.ClassRecall(
                    labels.get(label), count, share(champion, count), share(challenger, count)));
        }
        return classes;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
