package io.sightline.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How well a model tells classes apart on pictures whose classes are known. What cannot be said is null,
 * and left out of JSON; there is no NaN.
 *
 * @param count pictures
 * @param accuracy share of them that got the right label, 0 to 1; 0 without pictures
 * @param classes figures for each class
 * @param confusion pictures by right class (row) and predicted class (column)
 * @param accuracyInterval where the accuracy on any number of such pictures lies with a confidence of
 *     95 %; null without pictures
 * @param macro mean of the figures over the classes that have pictures, each weighing the same; null
 *     without pictures
 * @param weighted mean of the same, each class weighing as much as it has pictures; null without pictures
 * @param top5Accuracy share of the pictures whose right label is among the five most probable; null
 *     with five classes or fewer, where it says little, and without pictures
 * @param rocAuc area under the receiver operating characteristic, the second label being the positive
 *     one; null unless there are two classes and pictures of both
 * @param logLoss mean cross-entropy in nats, probabilities below 1e-7 counting as that, as in Keras; null
 *     without pictures
 * @param ece expected calibration error, see {@link Reliability}; null without pictures
 * @param reliability the groups it was taken over; empty without pictures
 */
public record Evaluation(
        int count,
        double accuracy,
        List<ClassFigures> classes,
        List<List<Integer>> confusion,
        @Nullable Interval accuracyInterval,
        @Nullable Averages macro,
        @Nullable Averages weighted,
        @Nullable Double top5Accuracy,
        @Nullable Double rocAuc,
        @Nullable Double logLoss,
        @Nullable Double ece,
        List<Reliability.Bin> reliability) {
    private static final double SMALLEST = 1e-7;
    private static final int TOP = 5;

    public Evaluation {
        classes = List.copyOf(classes);
        confusion = confusion.stream().map(List::copyOf).toList();
        reliability = List.copyOf(reliability);
    }

    /**
     * Figures of one class; 0 where there is nothing to divide by.
     *
     * @param precision share of the pictures given this label that are of it
     * @param recall share of the pictures of this class that were given its label
     * @param f1 harmonic mean of the two
     * @param count pictures of this class
     */
    public record ClassFigures(String label, double precision, double recall, double f1, int count) {}

    /** Means over classes. */
    public record Averages(double precision, double recall, double f1) {}

    /**
     * Compares what a model makes of pictures with the truth.
     *
     * @param labels all classes, in the order of the probabilities
     * @throws IllegalArgumentException if a picture has not a probability for each label, or a class that
     *     is none of them
     */
    public static Evaluation of(List<String> labels, List<ScoredPhoto> scored) {
        int[][] confusion = new int[labels.size()][labels.size()];
        int right = 0;
        int amongTop = 0;
        double loss = 0;
        for (ScoredPhoto photo : scored) {
            require(photo, labels);
            confusion[photo.label()][photo.predicted()]++;
            right += photo.right() ? 1 : 0;
            amongTop += photo.rank() <= TOP ? 1 : 0;
            loss -= Math.log(Math.max(SMALLEST, photo.probabilities()[photo.label()]));
        }
        List<ClassFigures> classes = figures(labels, confusion);
        int count = scored.size();
        boolean any = count > 0;
        Reliability reliability = Reliability.of(scored);
        return new Evaluation(
                count,
                share(right, count),
                classes,
                rows(confusion),
                any ? Interval.wilson(right, count) : null,
                any ? averages(classes, false) : null,
                any ? averages(classes, true) : null,
                any && labels.size() > TOP ? (Double) share(amongTop, count) : null,
                RocCurve.of(scored).map(RocCurve::auc).orElse(null),
                any ? (Double) (loss / count) : null,
                any ? (Double) reliability.ece() : null,
                reliability.bins());
    }

    /** How many classes have pictures; of the others nothing is said but how often they were predicted. */
    public int classesWithPictures() {
        return (int) classes.stream().filter(figures -> figures.count() > 0).count();
    }

    /**
     * The figures by name, as a manifest has them: {@code accuracy}, {@code f1.macro}, {@code logLoss},
     * {@code ece}, {@code rocAuc}, {@code top5Accuracy}; those that can be said.
     */
    public Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (macro == null) {
            return metrics;
        }
        metrics.put("accuracy", accuracy);
        metrics.put("f1.macro", macro.f1());
        put(metrics, "logLoss", logLoss);
        put(metrics, "ece", ece);
        put(metrics, "rocAuc", rocAuc);
        put(metrics, "top5Accuracy", top5Accuracy);
        return metrics;
    }

    private static void put(Map<String, Double> metrics, String name, @Nullable Double value) {
        if (value != null) {
            metrics.put(name, value);
        }
    }

    private static void require(ScoredPhoto photo, List<String> labels) {
        if (photo.probabilities().length != labels.size() || photo.label() < 0 || photo.label() >= labels.size()) {
            throw new IllegalArgumentException(photo.file() + " of class " + photo.label() + " has "
                    + photo.probabilities().length + " probabilities; there are the classes " + labels);
        }
    }

    private static List<ClassFigures> figures(List<String> labels, int[][] confusion) {
        List<ClassFigures> classes = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            int ofClass = 0;
            int given = 0;
            for (int other = 0; other < labels.size(); other++) {
                ofClass += confusion[label][other];
                given += confusion[other][label];
            }
            double precision = share(confusion[label][label], given);
            double recall = share(confusion[label][label], ofClass);
            double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
            classes.add(new ClassFigures(labels.get(label), precision, recall, f1, ofClass));
        }
        return classes;
    }

    private static Averages averages(List<ClassFigures> classes, boolean byCount) {
        double precision = 0;
        double recall = 0;
        double f1 = 0;
        double weights = 0;
        for (ClassFigures figures : classes) {
            double weight = byCount ? figures.count() : Math.min(1, figures.count());
            precision += weight * figures.precision();
            recall += weight * figures.recall();
            f1 += weight * figures.f1();
            weights += weight;
        }
        return new Averages(precision / weights, recall / weights, f1 / weights);
    }

    private static List<List<Integer>> rows(int[][] confusion) {
        List<List<Integer>> rows = new ArrayList<>();
        for (int[] counts : confusion) {
            List<Integer> row = new ArrayList<>();
            for (int count : counts) {
                row.add(count);
            }
            rows.add(row);
        }
        return rows;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
