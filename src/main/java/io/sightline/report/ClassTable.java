package io.sightline.report;

import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.Evaluation.Averages;
import io.sightline.evaluation.Evaluation.ClassFigures;

/** Precision, recall and F1 of each class. */
final class ClassTable {
    private ClassTable() {}

    static String html(Evaluation evaluation) {
        Table table = new Table("class", "precision", "recall", "F1", "pictures");
        for (ClassFigures figures : evaluation.classes()) {
            boolean any = figures.count() > 0;
            table.row(
                    figures.label(),
                    any ? Numbers.decimal(figures.precision(), 3) : Numbers.NONE,
                    any ? Numbers.decimal(figures.recall(), 3) : Numbers.NONE,
                    any ? Numbers.decimal(figures.f1(), 3) : Numbers.NONE,
                    Numbers.count(figures.count()));
        }
        Averages macro = evaluation.macro();
        Averages weighted = evaluation.weighted();
        if (macro != null && weighted != null) {
            total(table, mean(evaluation), macro, evaluation.count());
            total(table, "weighted by pictures", weighted, evaluation.count());
        }
        return table.html();
    }

    /** What the unweighted mean is taken over. */
    static String mean(Evaluation evaluation) {
        int all = evaluation.classes().size();
        int withPictures = evaluation.classesWithPictures();
        return withPictures == all ? "mean of the classes" : "mean of " + withPictures + " of " + all + " classes";
    }

    private static void total(Table table, String name, Averages averages, int count) {
        table.total(
                name,
                Numbers.decimal(averages.precision(), 3),
                Numbers.decimal(averages.recall(), 3),
                Numbers.decimal(averages.f1(), 3),
                Numbers.count(count));
    }
}
