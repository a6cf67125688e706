package io.sightline.cli;

import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.Evaluation.ClassFigures;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints an evaluation for people. */
final class EvaluationTable {
    private EvaluationTable() {}

    static void print(PrintWriter out, String title, Evaluation evaluation) {
        List<ClassFigures> classes = evaluation.classes();
        int width = Math.max(
                10, classes.stream().mapToInt(c -> c.label().length()).max().orElse(0));
        out.printf(Locale.ROOT, "%s: %d pictures, accuracy %.4f%n", title, evaluation.count(), evaluation.accuracy());
        out.printf("%-" + width + "s %9s %9s %9s %9s%n", "class", "precision", "recall", "f1", "count");
        for (ClassFigures c : classes) {
            out.printf(
                    Locale.ROOT,
                    "%-" + width + "s %9.4f %9.4f %9.4f %9d%n",
                    c.label(),
                    c.precision(),
                    c.recall(),
                    c.f1(),
                    c.count());
        }
        out.println("Confusion (rows: right class, columns: predicted):");
        for (int row = 0; row < classes.size(); row++) {
            StringBuilder line = new StringBuilder(
                    String.format("%-" + width + "s", classes.get(row).label()));
            for (int count : evaluation.confusion().get(row)) {
                line.append(String.format(" %6d", count));
            }
            out.println(line);
        }
    }
}
