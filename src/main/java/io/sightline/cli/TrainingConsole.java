package io.sightline.cli;

import io.sightline.dataset.PhotoReader;
import io.sightline.training.EpochResult;
import io.sightline.training.TrainingListener;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Shows on stderr how a training goes on. */
final class TrainingConsole implements TrainingListener, AutoCloseable {
    private static final int NAMED = 3;

    private final PrintWriter err;
    private final Progress photos = new Progress("Pictures", -1);

    TrainingConsole(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void photosSeen(int done, int total) {
        photos.at(done, total);
    }

    @Override
    public void epochDone(EpochResult result, int epochs) {
        photos.close();
        err.printf(
                Locale.ROOT,
                "Epoch %d/%d - loss: %.4f - val_accuracy: %.4f - val_loss: %.4f%n",
                result.epoch(),
                epochs,
                result.loss(),
                result.validationAccuracy(),
                result.validationLoss());
        err.flush();
    }

    /** Says how many pictures were passed over, and names the first. */
    void reportUnreadable(List<PhotoReader.Unreadable> unreadable) {
        if (!unreadable.isEmpty()) {
            err.println(unreadable.size() + " pictures could not be read and were passed over:");
            unreadable.stream().limit(NAMED).forEach(photo -> err.println("  " + photo.file() + ": " + photo.reason()));
            if (unreadable.size() > NAMED) {
                err.println("  and " + (unreadable.size() - NAMED) + " more");
            }
            err.flush();
        }
    }

    @Override
    public void close() {
        photos.close();
    }
}
