package io.sightline.dataset;

import java.nio.file.Path;
import java.util.List;

/**
 * Something about a data set that its owner should know. A problem does not stop a training unless it is
 * asked to be strict: {@link ImageFolder#requireSound}.
 *
 * @param kind what sort of problem
 * @param files it is about, at least one
 * @param what is wrong, in words, with what to do; of an unreadable file only why it is that
 */
public record Problem(Kind kind, List<Path> files, String what) {

    /** The sorts of problems. */
    public enum Kind {
        /** A file that cannot be read, or is empty; it is passed over. */
        UNREADABLE,
        /**
         * The same picture, by its content, is in more than one of training, validation and test. It is kept
         * where it tells most: for test, else for validation.
         */
        LEAK,
        /** The same picture, by its content, has two classes. */
        CONFLICT,
        /** A folder beside train, validation and test; what is in it is passed over. */
        PASSED_OVER
    }

    public Problem {
        files = List.copyOf(files);
    }

    static Problem unreadable(Path file, String reason) {
        return new Problem(Kind.UNREADABLE, List.of(file), reason);
    }

    /** A whole sentence about it. */
    public String message() {
        return kind == Kind.UNREADABLE ? files.get(0) + " is passed over: " + what : what;
    }
}
