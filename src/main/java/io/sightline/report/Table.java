package io.sightline.report;

import java.util.List;

/** An HTML table: its first column names the rows, the others hold numbers. */
public final class Table {
    private final StringBuilder html = new StringBuilder("<div class=\"scroll\"><table>");

    /** Begins a table with a head. */
    public Table(String... columns) {
        html.append("<thead><tr>");
        for (String column : columns) {
            html.append("<th scope=\"col\">").append(Html.escape(column)).append("</th>");
        }
        html.append("</tr></thead><tbody>");
    }

    /** A table of names and values, without a head. */
    public static Table ofValues() {
        Table table = new Table();
        table.html.setLength(0);
        table.html.append("<div class=\"scroll\"><table class=\"values\"><tbody>");
        return table;
    }

    /** A table whose last column has words, which may take several lines. */
    public static Table withWords(String... columns) {
        Table table = new Table(columns);
        table.html.insert(table.html.indexOf("<table") + "<table".length(), " class=\"words\"");
        return table;
    }

    /** Adds a row. */
    public Table row(String name, String... cells) {
        return row("", name, List.of(cells));
    }

    /** A row that sums the others up. */
    Table total(String name, String... cells) {
        return row(" class=\"total\"", name, List.of(cells));
    }

    /** The table as HTML. */
    public String html() {
        return html + "</tbody></table></div>";
    }

    private Table row(String attributes, String name, List<String> cells) {
        html.append("<tr")
                .append(attributes)
                .append("><th scope=\"row\">")
                .append(Html.escape(name))
                .append("</th>");
        cells.forEach(cell -> html.append("<td>").append(Html.escape(cell)).append("</td>"));
        html.append("</tr>");
        return this;
    }
}
