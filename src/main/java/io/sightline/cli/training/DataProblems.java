package io.sightline.cli.training;

import io.sightline.dataset.PhotoReader;
import io.sightline.dataset.Problem;
import java.io.PrintWriter;
import java.util.List;

/** Tells of what is wrong with a data set: how much of it, and the first by name. */
final class DataProblems {
    private static final int NAMED = 3;

    private DataProblems() {}

    /** Tells of what was found when the folders were looked through. */
    static void report(PrintWriter err, List<Problem> problems) {
        print(
                err,
                problems.size() + " problems with the data set:",
                problems.stream().map(Problem::message).toList());
    }

    /** Tells of pictures that were passed over as they could not be decoded. */
    static void reportUnreadable(PrintWriter err, List<PhotoReader.Unreadable> unreadable) {
        print(
                err,
                unreadable.size() + " pictures could not be read and were passed over:",
                unreadable.stream()
                        .map(photo -> photo.file() + ": " + photo.reason())
                        .toList());
    }

    private static void print(PrintWriter err, String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        err.println(title);
        lines.stream().limit(NAMED).forEach(line -> err.println("  " + line));
        if (lines.size() > NAMED) {
            err.println("  and " + (lines.size() - NAMED) + " more");
        }
        err.flush();
    }
}
