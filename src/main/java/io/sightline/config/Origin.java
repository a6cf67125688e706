package io.sightline.config;

/**
 * Where a setting's value was written.
 *
 * @param text as a reader finds it: a file and line, an environment variable, an option
 */
public record Origin(String text) {
    static final Origin DEFAULT = new Origin("default");

    static Origin file(Object file, int line) {
        return new Origin(file + " line " + line);
    }

    static Origin environment(String variable) {
        return new Origin("environment variable " + variable);
    }

    static Origin option(String option) {
        return new Origin(option);
    }

    @Override
    public String toString() {
        return text;
    }
}
