package io.sightline.learning.run;

import java.util.List;

/**
 * What the gate said of a challenger.
 *
 * @param promoted whether it takes the champion's place
 * @param reason why, in words
 * @param count held-out pictures that both were tried on
 * @param championAccuracy share of them that the champion has right, 0 to 1
 * @param challengerAccuracy share of them that the challenger has right, 0 to 1
 * @param onlyChampionRight pictures that only the champion has right
 * @param onlyChallengerRight pictures that only the challenger has right
 * @param pValue chance of so many gains, or more, if both were equally good
 * @param classes recall of every class
 */
public record Verdict(
        boolean promoted,
        String reason,
        int count,
        double championAccuracy,
        double challengerAccuracy,
        int onlyChampionRight,
        int onlyChallengerRight,
        double pValue,
        List<ClassRecall> classes) {
    public Verdict {
        classes = List.copyOf(classes);
    }

    /**
     * How a class fares.
     *
     * @param label the class
     * @param count its held-out pictures
     * @param champion share of them that the champion has right, 0 to 1; 0 for a class it does not know
     * @param challenger share of them that the challenger has right, 0 to 1
     */
    public record ClassRecall(String label, int count, double champion, double challenger) {}
}
