package io.sightline.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several options in one string, as in {@code cosine,warmup=0.1}: names with or without a value, after
 * commas. Every error is an {@link IllegalArgumentException} that names the string, the part that is
 * wrong and what there is.
 */
public final class OptionString {
    private final String what;
    private final String text;
    private final Map<String, String> values = new LinkedHashMap<>();

    private OptionString(String what, String text) {
        this.what = what;
        this.text = text;
    }

    /**
     * Takes a string apart.
     *
     * @param what it is, for errors
     */
    public static OptionString parse(String what, String text) {
        OptionString options = new OptionString(what, text);
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = (equals < 0 ? part : part.substring(0, equals)).strip();
            String value = equals < 0 ? "" : part.substring(equals + 1).strip();
            if (name.isEmpty() || (equals >= 0 && value.isEmpty())) {
                throw options.wrong(
                        "\"" + part.strip() + "\" is no option; write name or name=value, with commas between");
            }
            if (options.values.putIfAbsent(name, value) != null) {
                throw options.wrong(name + " is there twice");
            }
        }
        return options;
    }

    /** The names, in the order they were written; at least one. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /** Whether an option was written, with or without a value. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Refuses every name but these. */
    public void allow(String... names) {
        allow(List.of(names));
    }

    /** Refuses every name but these. */
    public void allow(List<String> names) {
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw wrong("there is no " + name + "; there are " + String.join(", ", names));
            }
        }
    }

    /**
     * A number.
     *
     * @param fallback what holds if the option was not written
     * @param range what lies between least and most, in words
     */
    public double number(String name, double fallback, double least, double most, String range) {
        String value = values.get(name);
        if (value == null) {
            return fallback;
        }
        double number;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw mustBe(name, value, range);
        }
        if (!(number >= least && number <= most)) {
            throw mustBe(name, value, range);
        }
        return number;
    }

    /** A whole number, otherwise as {@link #number}. */
    public int whole(String name, int fallback, int least, int most, String range) {
        double number = number(name, fallback, least, most, range);
        if (number != Math.rint(number)) {
            throw mustBe(name, String.valueOf(values.get(name)), range);
        }
        return (int) number;
    }

    /** One of some words; {@code fallback} if the option has no value or was not written. */
    public String word(String name, String fallback, String... words) {
        String value = values.getOrDefault(name, "");
        if (value.isEmpty()) {
            return fallback;
        }
        if (!Set.of(words).contains(value)) {
            throw mustBe(name, value, "one of " + String.join(", ", words));
        }
        return value;
    }

    /** Whether something is on: written alone or {@code =true}; off if it was not written. */
    public boolean flag(String name) {
        return has(name) && word(name, "true", "true", "false").equals("true");
    }

    /** An error about this string. */
    public IllegalArgumentException wrong(String problem) {
        return new IllegalArgumentException(what + " \"" + text + "\": " + problem);
    }

    private IllegalArgumentException mustBe(String name, String value, String range) {
        return wrong(name + (value.isEmpty() ? " has no value" : " is " + value) + "; it must be " + range);
    }
}
