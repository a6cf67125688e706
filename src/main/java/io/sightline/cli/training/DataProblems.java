package io.sightline.cli.training;

import io.sightline.dataset.PhotoReader;
import io.sightline.dataset.Problem;
import java.io.PrintWriter;
import java.util.List;

/** Tells of what is wrong with a data set: how much of it, and the first by name. */
final class DataProblems {
    private static final int NAMED = 3;

    private DataProblems() {}

    /**
     * Tells of what was found when the folders were looked through, but for files that cannot be read: those are
     * told of with the pictures that cannot be decoded.
     *
     * @param rest where all of them are named
     */
    static void report(PrintWriter err, List<Problem> problems, String rest) {
        List<String> messages = problems.stream()
                .filter(problem -> problem.kind() != Problem.Kind.UNREADABLE)
                .map(Problem::message)
                .toList();
        print(err, counted(messages.size(), "problem") + " with the data set:", messages, rest);
    }

    /**
     * Tells of pictures that were passed over as they could not be read.
     *
     * @param rest where all of them are named, or an empty string if nowhere
     */
    static void reportUnreadable(PrintWriter err, List<PhotoReader.Unreadable> unreadable, String rest) {
        print(
                err,
                counted(unreadable.size(), "picture") + " could not be read and "
                        + (unreadable.size() == 1 ? "was" : "were") + " passed over:",
                unreadable.stream()
                        .map(photo -> photo.file() + ": " + photo.reason())
                        .toList(),
                rest);
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static void print(PrintWriter err, String title, List<String> lines, String rest) {
        if (lines.isEmpty()) {
            return;
        }
        err.println(title);
        lines.stream().limit(NAMED).forEach(line -> err.println("  " + line));
        if (lines.size() > NAMED) {
            err.println("  and " + (lines.size() - NAMED) + " more" + (rest.isEmpty() ? "" : "; " + rest));
        }
        err.flush();
    }
}
