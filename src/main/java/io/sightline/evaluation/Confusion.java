package io.sightline.evaluation;

import io.sightline.evaluation.Evaluation.ClassFigures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Pictures of one class that were taken for another.
 *
 * @param right their class
 * @param predicted the other
 * @param count how many there were, at least 1
 * @param ofClass pictures of their class in all
 */
public record Confusion(String right, String predicted, int count, int ofClass) {

    /** All confusions of an evaluation, the commonest first: what a matrix of many classes is too large to show. */
    public static List<Confusion> of(Evaluation evaluation) {
        List<Confusion> confusions = new ArrayList<>();
        List<ClassFigures> classes = evaluation.classes();
        for (int row = 0; row < classes.size(); row++) {
            for (int column = 0; column < classes.size(); column++) {
                int count = evaluation.confusion().get(row).get(column);
                if (row != column && count > 0) {
                    confusions.add(new Confusion(
                            classes.get(row).label(),
                            classes.get(column).label(),
                            count,
                            classes.get(row).count()));
                }
            }
        }
        confusions.sort(Comparator.comparingInt(Confusion::count).reversed());
        return confusions;
    }
}
