package io.sightline.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** The part of a document that holds figures, between two marks; made anew from results. */
public final class FiguresDocument {
    /** Before the figures. */
    static final String BEGIN = "<!-- figures: begin, made by `bench document` -->";

    /** After the figures. */
    static final String END = "<!-- figures: end -->";

    private FiguresDocument() {}

    /**
     * Puts results between the marks of a document.
     *
     * @throws IOException if it cannot be read or written, or lacks the marks
     */
    public static void update(Path document, Results results) throws IOException {
        Files.writeString(document, updated(Files.readString(document), results));
    }

    static String updated(String text, Results results) throws IOException {
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException("the document has no place for figures; it needs the lines " + BEGIN + " and " + END);
        }
        return text.substring(0, begin + BEGIN.length()) + "\n\n" + markdown(results) + "\n" + text.substring(end);
    }

    private static String markdown(Results results) {
        String setup = results.setup().entrySet().stream()
                .map(entry -> "- " + entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());
        return setup + "\n" + Grids.of(results).stream().map(Grid::markdown).collect(Collectors.joining("\n"));
    }
}
