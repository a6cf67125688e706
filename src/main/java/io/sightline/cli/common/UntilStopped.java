package io.sightline.cli.common;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ExitCode;

/**
 * Lets a command run until Ctrl-C or SIGTERM and end cleanly, with exit code 0: the process goes when
 * this is closed.
 */
public final class UntilStopped implements AutoCloseable {
    private static final long PATIENCE_S = 60;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::endProcess, "sightline-stop");

    /** Listens for Ctrl-C and SIGTERM from now on. */
    public UntilStopped() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Returns when the process is asked to stop. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /**
     * Does something on this thread, which is interrupted when the process is asked to stop; whatever
     * comes of that is an orderly end.
     */
    public Integer run(Callable<Integer> work) throws Exception {
        Thread worker = Thread.currentThread();
        Thread watcher = new Thread(
                () -> {
                    try {
                        asked.await();
                        worker.interrupt();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "sightline-stop-watch");
        watcher.setDaemon(true);
        watcher.start();
        try {
            return work.call();
        } catch (Exception e) {
            if (wasAsked()) {
                return ExitCode.OK;
            }
            throw e;
        }
    }

    private boolean wasAsked() {
        return asked.getCount() == 0;
    }

    /** Says that everything has been stopped. */
    @Override
    public void close() {
        if (!wasAsked()) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
        done.countDown();
    }

    private void endProcess() {
        asked.countDown();
        int exit = ExitCode.SOFTWARE;
        try {
            exit = done.await(PATIENCE_S, TimeUnit.SECONDS) ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // Leaving it to the JVM would give the exit code of the signal.
        Runtime.getRuntime().halt(exit);
    }
}
