package io.sightline.event;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Stack traces as text that fits into a record's header. */
final class StackTraces {
    static final int MAX_CHARACTERS = 8_000;

    private StackTraces() {}

    /** The trace with its causes, cut where it gets long. */
    static String text(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        String whole = text.toString();
        return whole.length() <= MAX_CHARACTERS ? whole : whole.substring(0, MAX_CHARACTERS) + "\n\t(cut)";
    }
}
