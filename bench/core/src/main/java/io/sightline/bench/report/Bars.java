package io.sightline.bench.report;

import io.sightline.bench.measure.Spread;
import io.sightline.report.Html;
import java.util.List;
import java.util.Locale;

/** Bars one below the other, drawn as SVG. */
final class Bars {
    private static final int WIDTH = 720;
    private static final int NAMES = 260;
    private static final int VALUES = 130;
    private static final int ROW = 26;

    private final StringBuilder svg = new StringBuilder();
    private final double scale;
    private int y = 4;

    /**
     * One of them.
     *
     * @param name to its left
     * @param colour of the page's style, {@code s1} to {@code s4}
     * @param length the median is the bar's, and a line goes from the low to the high
     * @param words to its right
     */
    record Bar(String name, String colour, Spread length, String words) {}

    private Bars(double highest) {
        this.scale = (WIDTH - NAMES - VALUES) / highest;
    }

    /**
     * Draws bars.
     *
     * @param label what they show, for those who cannot see them
     * @param bars an empty text is drawn for none
     */
    static String svg(String label, List<Bar> bars) {
        if (bars.isEmpty()) {
            return "";
        }
        Bars drawn = new Bars(
                bars.stream().mapToDouble(bar -> bar.length.high()).max().orElseThrow());
        bars.forEach(drawn::row);
        return String.format(
                        Locale.ROOT,
                        "<svg viewBox=\"0 0 %d %d\" style=\"max-width:%dpx\" role=\"img\" aria-label=\"%s\">",
                        WIDTH,
                        drawn.y + 4,
                        WIDTH,
                        Html.escape(label))
                + drawn.svg + "</svg>";
    }

    private void row(Bar bar) {
        double middle = y + ROW / 2.0;
        Spread length = bar.length;
        add("<text class=\"tick end\" x=\"%d\" y=\"%.1f\">%s</text>", NAMES - 8, middle + 4, Html.escape(bar.name));
        add(
                "<line class=\"line %s\" style=\"stroke-width:14;stroke-linecap:butt\" x1=\"%d\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                bar.colour, NAMES, NAMES + Math.max(1, length.median() * scale), middle, middle);
        add(
                "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                NAMES + length.low() * scale, NAMES + length.high() * scale, middle, middle);
        add(
                "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                NAMES + length.high() * scale + 8, middle + 4, Html.escape(bar.words));
        y += ROW;
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
