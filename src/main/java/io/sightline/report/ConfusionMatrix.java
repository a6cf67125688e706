package io.sightline.report;

import io.sightline.evaluation.Confusion;
import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.Evaluation.ClassFigures;
import java.util.List;
import java.util.Locale;

/** What was taken for what: a matrix, or the commonest confusions where that would be too large to read. */
final class ConfusionMatrix {
    private static final int MOST_CLASSES = 30;
    private static final int MOST_NAMED = 6;
    private static final int LONGEST_NAME = 14;
    private static final int COMMONEST = 25;
    private static final double STRONG = 0.55;

    private ConfusionMatrix() {}

    static String html(Evaluation evaluation) {
        return evaluation.classes().size() <= MOST_CLASSES ? matrix(evaluation) : commonest(evaluation);
    }

    private static String matrix(Evaluation evaluation) {
        List<String> labels =
                evaluation.classes().stream().map(ClassFigures::label).toList();
        boolean named =
                labels.size() <= MOST_NAMED && labels.stream().allMatch(label -> label.length() <= LONGEST_NAME);
        StringBuilder html = new StringBuilder(
                "<p class=\"note\">Rows: the right class. Columns: the predicted one. Percent of the row.</p>"
                        + "<div class=\"scroll\"><table class=\"matrix\"><thead><tr><th></th>");
        for (int column = 0; column < labels.size(); column++) {
            html.append("<th scope=\"col\">")
                    .append(named ? Html.escape(labels.get(column)) : String.valueOf(column + 1))
                    .append("</th>");
        }
        html.append("</tr></thead><tbody>");
        for (int row = 0; row < labels.size(); row++) {
            html.append("<tr><th scope=\"row\">")
                    .append(named ? "" : (row + 1) + " · ")
                    .append(Html.escape(labels.get(row)))
                    .append("</th>");
            int ofClass = evaluation.classes().get(row).count();
            for (int column = 0; column < labels.size(); column++) {
                html.append(cell(evaluation.confusion().get(row).get(column), ofClass, row == column));
            }
            html.append("</tr>");
        }
        return html.append("</tbody></table></div>").toString();
    }

    private static String cell(int count, int ofClass, boolean right) {
        if (count == 0) {
            return "<td>0</td>";
        }
        double share = (double) count / ofClass;
        return String.format(
                Locale.ROOT,
                "<td%s style=\"background:rgba(%s,%.2f)\">%s<small>%.0f %%</small></td>",
                share > STRONG ? " class=\"strong\"" : "",
                right ? "36,99,214" : "196,82,18",
                0.12 + 0.88 * share,
                Numbers.count(count),
                100 * share);
    }

    private static String commonest(Evaluation evaluation) {
        List<Confusion> confusions = Confusion.of(evaluation);
        Table table = new Table("right class", "taken for", "pictures", "of the class");
        confusions.stream()
                .limit(COMMONEST)
                .forEach(confusion -> table.row(
                        confusion.right(),
                        confusion.predicted(),
                        Numbers.count(confusion.count()),
                        Numbers.percent((double) confusion.count() / confusion.ofClass())));
        return "<p class=\"note\">With " + evaluation.classes().size() + " classes, the commonest confusions of "
                + Numbers.count(confusions.size()) + ".</p>" + table.html();
    }
}
