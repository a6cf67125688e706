package io.sightline.cli;

import io.sightline.dataset.PhotoReader;
import java.io.PrintWriter;
import java.util.List;

/** Tells of pictures that were passed over. */
final class UnreadablePictures {
    private static final int NAMED = 3;

    private UnreadablePictures() {}

    /** Says how many there are, and names the first. */
    static void report(PrintWriter err, List<PhotoReader.Unreadable> unreadable) {
        if (!unreadable.isEmpty()) {
            err.println(unreadable.size() + " pictures could not be read and were passed over:");
            unreadable.stream().limit(NAMED).forEach(photo -> err.println("  " + photo.file() + ": " + photo.reason()));
            if (unreadable.size() > NAMED) {
                err.println("  and " + (unreadable.size() - NAMED) + " more");
            }
            err.flush();
        }
    }
}
