package io.sightline.report;

import java.util.ArrayList;
import java.util.List;

/** A picture with a title above and a legend below. */
final class Figure {
    private final String title;
    private final String svg;
    private final List<String> legend = new ArrayList<>();

    Figure(String title, String svg) {
        this.title = title;
        this.svg = svg;
    }

    /** Names a line or a filled dot. */
    Figure legend(String colour, String text) {
        legend.add("<span><i class=\"swatch " + colour + "\"></i>" + Html.escape(text) + "</span>");
        return this;
    }

    /** Names a ring. */
    Figure ring(String colour, String text) {
        legend.add("<span><i class=\"swatch open " + colour + "\"></i>" + Html.escape(text) + "</span>");
        return this;
    }

    /** Says something in words. */
    Figure note(String text) {
        legend.add("<span>" + Html.escape(text) + "</span>");
        return this;
    }

    String html() {
        return "<figure><h3>" + Html.escape(title) + "</h3>" + svg + "<figcaption>" + String.join(" ", legend)
                + "</figcaption></figure>";
    }
}
