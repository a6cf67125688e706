package io.sightline.cli.common;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A progress bar on stderr where that is a terminal; nothing elsewhere. */
public final class Progress implements AutoCloseable {
    /** Set by the launcher: from JDK 22 on the JVM has a console even where there is no terminal. */
    private static final String TERMINAL = "sightline.terminal";

    private final @Nullable ProgressBar bar;

    /**
     * Starts one.
     *
     * @param task what it is that goes on
     * @param total of steps; -1 if it will be told later
     */
    public Progress(String task, long total) {
        bar = Boolean.getBoolean(TERMINAL)
                ? new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .continuousUpdate()
                        .build()
                : null;
    }

    /** Whether stderr is a terminal. */
    public static boolean isWatched() {
        return Boolean.getBoolean(TERMINAL);
    }

    /** So much is done, of a total that may be news; -1 while nobody knows it. */
    public void at(long done, long total) {
        if (bar != null) {
            bar.maxHint(total);
            bar.stepTo(done);
        }
    }

    /** One step more is done. */
    public void step() {
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
