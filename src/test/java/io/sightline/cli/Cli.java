package io.sightline.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;

/** Runs a command as the shell would, inside this JVM. */
public final class Cli {
    /**
     * What a command left behind.
     *
     * @param exit what the process would end with
     * @param out stdout
     * @param err stderr
     */
    public record Result(int exit, String out, String err) {
        /** The lines of stdout. */
        public List<String> lines() {
            return out.lines().toList();
        }
    }

    private Cli() {}

    /** Runs a command; its words may be anything, files for example. */
    public static Result run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        return new Result(exit, out.toString(), err.toString());
    }
}
