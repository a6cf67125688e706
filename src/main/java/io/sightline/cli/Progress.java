package io.sightline.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar on stderr, if somebody is there to watch it. */
final class Progress implements AutoCloseable {
    private final @Nullable ProgressBar bar;

    /**
     * Starts one.
     *
     * @param task what it is that goes on
     * @param total of steps; -1 if it will be told later
     */
    Progress(String task, long total) {
        bar = System.console() == null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .build();
    }

    void at(long done, long total) {
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(done);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
