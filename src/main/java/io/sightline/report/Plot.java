package io.sightline.report;

import java.util.List;
import java.util.Locale;

/** An SVG picture with two axes. Colours are classes of the page's style sheet: {@code s1} to {@code s4}. */
final class Plot {
    /** A point in the units of the axes. */
    record Point(double x, double y) {}

    private static final int WIDTH = 420;
    private static final int HEIGHT = 260;
    private static final int LEFT = 66;
    private static final int RIGHT = 24;
    private static final int TOP = 14;
    private static final int BOTTOM = 42;

    private final Axis x;
    private final Axis y;
    private final StringBuilder svg = new StringBuilder();

    /**
     * Draws the axes.
     *
     * @param description for those who cannot see the picture
     */
    Plot(String description, Axis x, Axis y) {
        this.x = x;
        this.y = y;
        add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT, Html.escape(description));
        for (double tick : y.ticks()) {
            add(
                    "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>",
                    LEFT, WIDTH - RIGHT, y(tick), y(tick));
            text("tick end", LEFT - 6, y(tick) + 4, y.format().apply(tick));
        }
        for (double tick : x.ticks()) {
            add(
                    "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
                    x(tick), x(tick), TOP, HEIGHT - BOTTOM);
            text("tick middle", x(tick), HEIGHT - BOTTOM + 16, x.format().apply(tick));
        }
        add(
                "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>",
                LEFT, WIDTH - RIGHT, HEIGHT - BOTTOM, HEIGHT - BOTTOM);
        text("title middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 8, x.title());
        add(
                "<text class=\"title middle\" transform=\"translate(12 %.1f) rotate(-90)\">%s</text>",
                (TOP + HEIGHT - BOTTOM) / 2.0, Html.escape(y.title()));
    }

    /** A line through points; a dot if there is but one. */
    Plot line(String colour, List<Point> points) {
        if (points.size() == 1) {
            return dot(colour, points.get(0), 4, "");
        }
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(point.x()), y(point.y())));
        }
        add(
                "<polyline class=\"line %s\" points=\"%s\"/>",
                colour, path.toString().trim());
        return this;
    }

    /** A filled circle with a radius in pixels and a text to point at. */
    Plot dot(String colour, Point point, double radius, String tip) {
        return circle("dot " + colour, point, radius, tip);
    }

    /** An open circle. */
    Plot ring(String colour, Point point, double radius, String tip) {
        return circle("ring " + colour, point, radius, tip);
    }

    /** A dashed line between two points. */
    Plot guide(Point from, Point to) {
        add(
                "<line class=\"guide\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                x(from.x()), x(to.x()), y(from.y()), y(to.y()));
        return this;
    }

    /** A dashed upright line with a word beside its upper end. */
    Plot boundary(double at, String word) {
        guide(new Point(at, y.from()), new Point(at, y.to()));
        boolean leftHalf = x.place(at) < 0.6;
        text(leftHalf ? "note" : "note end", x(at) + (leftHalf ? 5 : -5), TOP + 10, word);
        return this;
    }

    /** A word beside a point, kept inside the picture. */
    Plot label(Point point, double distance, String word) {
        boolean leftHalf = x.place(point.x()) < 0.6;
        text(leftHalf ? "note" : "note end", x(point.x()) + (leftHalf ? distance : -distance), y(point.y()) + 4, word);
        return this;
    }

    String svg() {
        return svg + "</svg>";
    }

    private Plot circle(String css, Point point, double radius, String tip) {
        add(
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\">%s</circle>",
                css,
                x(point.x()),
                y(point.y()),
                radius,
                tip.isEmpty() ? "" : "<title>" + Html.escape(tip) + "</title>");
        return this;
    }

    private void text(String css, double atX, double atY, String text) {
        add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", css, atX, atY, Html.escape(text));
    }

    private double x(double value) {
        return LEFT + clamp(x.place(value)) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - clamp(y.place(value)) * (HEIGHT - TOP - BOTTOM);
    }

    private static double clamp(double place) {
        return Math.max(0, Math.min(1, place));
    }

    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }
}
