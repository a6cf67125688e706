package io.sightline.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * How well a model tells classes apart on pictures whose classes are known.
 *
 * @param count pictures
 * @param accuracy share of them that got the right label, 0 to 1
 * @param classes figures for each class
 * @param confusion pictures by right class (row) and predicted class (column)
 */
public record Evaluation(int count, double accuracy, List<ClassFigures> classes, List<List<Integer>> confusion) {

    /**
     * Figures of one class; 0 where there is nothing to divide by.
     *
     * @param precision share of the pictures given this label that are of it
     * @param recall share of the pictures of this class that were given its label
     * @param f1 harmonic mean of the two
     * @param count pictures of this class
     */
    public record ClassFigures(String label, double precision, double recall, double f1, int count) {}

    /**
     * Compares predictions with the truth.
     *
     * @param labels all classes
     * @param actual index of the right class of each picture
     * @param predicted index of the predicted class of each, in the same order
     */
    public static Evaluation of(List<String> labels, List<Integer> actual, List<Integer> predicted) {
        int[][] confusion = new int[labels.size()][labels.size()];
        int right = 0;
        for (int i = 0; i < actual.size(); i++) {
            confusion[actual.get(i)][predicted.get(i)]++;
            right += actual.get(i).equals(predicted.get(i)) ? 1 : 0;
        }
        List<ClassFigures> classes = new ArrayList<>();
        List<List<Integer>> rows = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            List<Integer> row = new ArrayList<>();
            int ofClass = 0;
            int given = 0;
            for (int other = 0; other < labels.size(); other++) {
                row.add(confusion[label][other]);
                ofClass += confusion[label][other];
                given += confusion[other][label];
            }
            rows.add(row);
            double precision = share(confusion[label][label], given);
            double recall = share(confusion[label][label], ofClass);
            double f1 = precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
            classes.add(new ClassFigures(labels.get(label), precision, recall, f1, ofClass));
        }
        return new Evaluation(actual.size(), share(right, actual.size()), classes, rows);
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
