package io.sightline.event;

import java.util.regex.Pattern;

/** Text from outside that people will read: in logs, on terminals, on the page. */
final class Printable {
    /** These turn the direction of what follows, or end a line: text could look like another. */
    private static final String LAYOUT = "\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069";

    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cc}" + LAYOUT + "]");

    private Printable() {}

    /**
     * Whether there are no control characters, line or paragraph separators, none that turn the direction of text,
     * and no half of a surrogate pair, which UTF-8 cannot carry.
     */
    static boolean isPrintable(String text) {
        return Utf8.isEncodable(text) && !NOT_PRINTABLE.matcher(text).find();
    }

    /** The text with a replacement character for what is not printable, cut where it gets longer than allowed. */
    static String cleaned(String text, int longest) {
        String cut = text.length() <= longest ? text : text.substring(0, longest) + "…";
        return NOT_PRINTABLE.matcher(cut).replaceAll("\uFFFD");
    }
}
