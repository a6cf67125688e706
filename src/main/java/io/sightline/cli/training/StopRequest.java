package io.sightline.cli.training;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command that computes notice Ctrl-C or SIGTERM and end in order; the process goes, with the
 * signal's exit code, when this is closed or after a minute.
 */
final class StopRequest implements AutoCloseable {
    private static final long PATIENCE_S = 60;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::request, "sightline-stop");
    private volatile boolean asked;

    StopRequest() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the process is asked to stop. */
    boolean asked() {
        return asked;
    }

    @Override
    public void close() {
        if (!asked) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        done.countDown();
    }

    private void request() {
        asked = true;
        try {
            if (!done.await(PATIENCE_S, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
