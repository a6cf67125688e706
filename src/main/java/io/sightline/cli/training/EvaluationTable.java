package io.sightline.cli.training;

import io.sightline.evaluation.Confusion;
import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.Evaluation.Averages;
import io.sightline.evaluation.Evaluation.ClassFigures;
import io.sightline.evaluation.Interval;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints an evaluation for people. */
final class EvaluationTable {
    private static final int MOST_CLASSES = 30;
    private static final int COMMONEST = 10;

    private EvaluationTable() {}

    static void print(PrintWriter out, String title, Evaluation evaluation) {
        List<ClassFigures> classes = evaluation.classes();
        String macroName = macroName(evaluation);
        int width = Math.max(
                Math.max(14, macroName.length()),
                classes.stream().mapToInt(c -> c.label().length()).max().orElse(0));
        out.println(title + ": " + figures(evaluation));
        out.printf("%-" + width + "s %9s %9s %9s %9s%n", "class", "precision", "recall", "f1", "count");
        for (ClassFigures c : classes) {
            if (classes.size() > MOST_CLASSES && c.count() == 0) {
                continue;
            }
            if (c.count() == 0) {
                out.printf("%-" + width + "s %9s %9s %9s %9d%n", c.label(), "–", "–", "–", 0);
            } else {
                out.printf(
                        Locale.ROOT,
                        "%-" + width + "s %9.4f %9.4f %9.4f %9d%n",
                        c.label(),
                        c.precision(),
                        c.recall(),
                        c.f1(),
                        c.count());
            }
        }
        averages(out, width, macroName, evaluation.macro(), evaluation.count());
        averages(out, width, "weighted mean", evaluation.weighted(), evaluation.count());
        if (classes.size() <= MOST_CLASSES) {
            matrix(out, width, evaluation);
        } else {
            commonest(out, evaluation);
        }
    }

    private static String macroName(Evaluation evaluation) {
        int all = evaluation.classes().size();
        int withPictures = evaluation.classesWithPictures();
        return withPictures == all ? "macro mean" : "macro mean of " + withPictures + " of " + all + " classes";
    }

    private static void matrix(PrintWriter out, int width, Evaluation evaluation) {
        out.println("Confusion (rows: right class, columns: predicted):");
        for (int row = 0; row < evaluation.classes().size(); row++) {
            StringBuilder line = new StringBuilder(String.format(
                    "%-" + width + "s", evaluation.classes().get(row).label()));
            for (int count : evaluation.confusion().get(row)) {
                line.append(String.format(" %6d", count));
            }
            out.println(line);
        }
    }

    private static void commonest(PrintWriter out, Evaluation evaluation) {
        List<Confusion> confusions = Confusion.of(evaluation);
        out.println("The commonest confusions of " + confusions.size() + " (--json has all):");
        confusions.stream()
                .limit(COMMONEST)
                .forEach(confusion -> out.printf(
                        "%6d of %d %s taken for %s%n",
                        confusion.count(), confusion.ofClass(), confusion.right(), confusion.predicted()));
    }

    private static String figures(Evaluation evaluation) {
        StringBuilder line = new StringBuilder(
                String.format(Locale.ROOT, "%d pictures, accuracy %.4f", evaluation.count(), evaluation.accuracy()));
        Interval interval = evaluation.accuracyInterval();
        if (interval != null) {
            line.append(String.format(Locale.ROOT, " (95 %% interval %.4f to %.4f)", interval.low(), interval.high()));
        }
        append(line, "top 5 accuracy", evaluation.top5Accuracy());
        append(line, "ROC AUC", evaluation.rocAuc());
        append(line, "log loss", evaluation.logLoss());
        append(line, "calibration error", evaluation.ece());
        return line.toString();
    }

    private static void append(StringBuilder line, String name, @Nullable Double value) {
        if (value != null) {
            line.append(String.format(Locale.ROOT, ", %s %.4f", name, value));
        }
    }

    private static void averages(PrintWriter out, int width, String name, @Nullable Averages averages, int count) {
        if (averages != null) {
            out.printf(
                    Locale.ROOT,
                    "%-" + width + "s %9.4f %9.4f %9.4f %9d%n",
                    name,
                    averages.precision(),
                    averages.recall(),
                    averages.f1(),
                    count);
        }
    }
}
