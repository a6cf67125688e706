package io.sightline.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table before it is known how it is to be shown.
 *
 * @param title above it
 * @param note below it, or an empty string
 * @param columns the first names the rows
 * @param rows as many cells as columns
 * @param words whether the last column has words; all others but the first have numbers
 */
record Grid(String title, String note, List<String> columns, List<List<String>> rows, boolean words) {
    /** A table of numbers. */
    Grid(String title, String note, List<String> columns, List<List<String>> rows) {
        this(title, note, columns, rows, false);
    }

    /** For terminals: columns one below the other, numbers to the right. */
    String text() {
        List<List<String>> all = new ArrayList<>();
        all.add(columns);
        all.addAll(rows);
        StringBuilder text = new StringBuilder(title).append('\n');
        for (List<String> row : all) {
            text.append(' ');
            for (int column = 0; column < columns.size(); column++) {
                int width = width(all, column);
                String cell = row.get(column);
                String space = " ".repeat(width - cell.length());
                text.append(' ').append(hasWords(column) ? cell + space : space + cell);
            }
            text.append('\n');
        }
        return text.append(note.isEmpty() ? "" : "  " + note + "\n").toString();
    }

    /** For documents. */
    String markdown() {
        StringBuilder text = new StringBuilder("### ").append(title).append("\n\n");
        text.append(line(columns));
        for (int column = 0; column < columns.size(); column++) {
            text.append(hasWords(column) ? "|---" : "|--:");
        }
        text.append("|\n");
        rows.forEach(row -> text.append(line(row)));
        return text.append(note.isEmpty() ? "" : "\n" + note + "\n").toString();
    }

    private boolean hasWords(int column) {
        return column == 0 || words && column == columns.size() - 1;
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
