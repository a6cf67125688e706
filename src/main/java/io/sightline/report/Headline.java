package io.sightline.report;

/** The few figures to see first. */
public final class Headline {
    private final StringBuilder tiles = new StringBuilder();

    /**
     * Adds a figure.
     *
     * @param name what it is
     * @param value the figure
     * @param note what to know with it, or an empty string
     */
    public Headline figure(String name, String value, String note) {
        tiles.append("<div class=\"tile\"><span>")
                .append(Html.escape(name))
                .append("</span><b>")
                .append(Html.escape(value))
                .append("</b><small>")
                .append(Html.escape(note.replace(" %", "\u00a0%")))
                .append("</small></div>");
        return this;
    }

    /** The figures as HTML. */
    public String html() {
        return "<div class=\"tiles\">" + tiles + "</div>";
    }
}
