package io.sightline.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One HTML file that stands alone: style inside, no scripts, nothing from outside. */
public final class Page {
    private static final String STYLE = "report.css";

    private final StringBuilder body = new StringBuilder();
    private final String title;

    /**
     * Begins a page.
     *
     * @param subtitle a line under the title
     */
    public Page(String title, String subtitle) {
        this.title = title;
        body.append("<header><h1>")
                .append(Html.escape(title))
                .append("</h1><p>")
                .append(Html.escape(subtitle))
                .append("</p></header>");
    }

    /** Adds a part without a heading; the HTML is taken as it is. */
    public Page add(String html) {
        body.append(html);
        return this;
    }

    /** Adds a part with a heading; nothing if the HTML is empty. */
    public Page section(String heading, String html) {
        if (!html.isEmpty()) {
            body.append("<section><h2>")
                    .append(Html.escape(heading))
                    .append("</h2>")
                    .append(html)
                    .append("</section>");
        }
        return this;
    }

    /**
     * Writes the page.
     *
     * @param file replaced if it exists
     */
    public void write(Path file) throws IOException {
        Files.writeString(file, html());
    }

    String html() {
        return "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<meta name=\"color-scheme\" content=\"light dark\"><title>" + Html.escape(title)
                + "</title><style>" + style() + "</style></head><body><main>" + body + "</main></body></html>\n";
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream(STYLE)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + STYLE);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + STYLE, e);
        }
    }
}
