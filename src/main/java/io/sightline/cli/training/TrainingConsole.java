package io.sightline.cli.training;

import io.sightline.cli.common.Progress;
import io.sightline.dataset.PhotoReader;
import io.sightline.dataset.Problem;
import io.sightline.training.TrainingListener;
import io.sightline.training.fit.EpochResult;
import io.sightline.training.fit.EpochResult.Phase;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Shows on stderr how a training goes on, and passes on that it should stop. */
final class TrainingConsole implements TrainingListener, AutoCloseable {
    private static final long WORTH_A_BAR_NS = 500_000_000;

    private final PrintWriter err;
    private final BooleanSupplier stop;
    private final String rest;
    private @Nullable Progress bar;
    private long epochBegan;

    /**
     * Makes one.
     *
     * @param stop whether the training should stop
     * @param rest where everything that is wrong with the data is named, or an empty string if nowhere
     */
    TrainingConsole(PrintWriter err, BooleanSupplier stop, String rest) {
        this.err = err;
        this.stop = stop;
        this.rest = rest;
    }

    @Override
    public void filesRead(int done, int total) {
        bar("Files").at(done, total);
        if (done == total) {
            close();
        }
    }

    @Override
    public void problems(List<Problem> problems) {
        DataProblems.report(err, problems, rest);
    }

    @Override
    public void unreadable(List<PhotoReader.Unreadable> photos) {
        close();
        DataProblems.reportUnreadable(err, photos, rest);
    }

    @Override
    public void photosSeen(int done, int total) {
        bar("Pictures").at(done, total);
        if (done == total) {
            close();
        }
    }

    @Override
    public void split(int train, int validation, int test) {
        err.printf(
                Locale.ROOT, "Pictures: %,d for training, %,d for validation, %,d for test%n", train, validation, test);
        err.flush();
    }

    @Override
    public void phaseBegins(Phase phase) {
        close();
        err.println(phase == Phase.HEAD ? "Training the head" : "Fine-tuning");
        err.flush();
        epochBegan = System.nanoTime();
    }

    @Override
    public void stepDone(Phase phase, int done, int total) {
        // an epoch over features takes milliseconds, one over augmented pictures minutes
        if (bar != null || System.nanoTime() - epochBegan > WORTH_A_BAR_NS) {
            bar("Steps").at(done, total);
        }
    }

    @Override
    public void epochDone(EpochResult result, int epochs) {
        close();
        epochBegan = System.nanoTime();
        err.printf(
                Locale.ROOT,
                "Epoch %d/%d - %s - accuracy: %.4f - loss: %.4f - val_accuracy: %.4f - val_loss: %.4f"
                        + " - learning_rate: %.2e%n",
                result.epoch(),
                epochs,
                result.seconds() < 1
                        ? "%.0fms".formatted(result.seconds() * 1000)
                        : "%.1fs".formatted(result.seconds()),
                result.accuracy(),
                result.loss(),
                result.validationAccuracy(),
                result.validationLoss(),
                result.learningRate());
        err.flush();
    }

    @Override
    public void notice(String text) {
        close();
        err.println("Note: " + text);
        err.flush();
    }

    @Override
    public boolean stopRequested() {
        return stop.getAsBoolean();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private Progress bar(String task) {
        if (bar == null) {
            bar = new Progress(task, -1);
        }
        return bar;
    }
}
