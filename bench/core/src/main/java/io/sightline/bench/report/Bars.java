package io.sightline.bench.report;

import io.sightline.bench.measure.Measured;
import io.sightline.bench.measure.Spread;
import io.sightline.report.Html;
import java.util.List;
import java.util.Locale;

/** Speeds as shares of the limit's in the same round: a bar for the median, a line for the range. */
final class Bars {
    private static final int WIDTH = 720;
    private static final int NAMES = 260;
    private static final int VALUES = 120;
    private static final int ROW = 26;

    private final StringBuilder svg = new StringBuilder();
    private final double scale;
    private final int height;
    private int y;

    private Bars(int rows, double highest) {
        this.scale = (WIDTH - NAMES - VALUES) / highest;
        this.height = rows * ROW + 8;
        this.y = 4;
    }

    /** Draws the contenders that run a model as others do; one that answers at once would make all these bars short. */
    static String of(List<Measured> all) {
        List<Measured> contenders = all.stream()
                .filter(contender -> !contender.name().contains("no-op"))
                .toList();
        double highest = contenders.stream()
                .mapToDouble(contender -> contender.ofLimit().high())
                .max()
                .orElse(1);
        Bars bars = new Bars(contenders.size() + 1, Math.max(highest, 1));
        bars.row("limit, without Kafka", "s2", new Spread(1, 1, 1, 1));
        contenders.forEach(contender -> bars.row(contender.name(), "s1", contender.ofLimit()));
        return bars.svg();
    }

    private void row(String name, String colour, Spread spread) {
        double middle = y + ROW / 2.0;
        add("<text class=\"tick end\" x=\"%d\" y=\"%.1f\">%s</text>", NAMES - 8, middle + 4, Html.escape(name));
        add(
                "<line class=\"line %s\" style=\"stroke-width:14;stroke-linecap:butt\" x1=\"%d\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                colour, NAMES, NAMES + Math.max(1, spread.median() * scale), middle, middle);
        add(
                "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                NAMES + spread.low() * scale, NAMES + spread.high() * scale, middle, middle);
        add(
                "<text class=\"tick\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                NAMES + spread.high() * scale + 8, middle + 4, Grids.percent(spread));
        y += ROW;
    }

    private String svg() {
        return String.format(
                        Locale.ROOT,
                        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"speed, as a share of the limit\">",
                        WIDTH,
                        height)
                + svg + "</svg>";
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
