package io.sightline.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ExitCode;

/** Lets a command run until Ctrl-C or SIGTERM and end cleanly, with exit code 0. */
final class UntilStopped {
    private static final long PATIENCE_S = 60;

    private UntilStopped() {}

    /** Returns when the process is asked to stop; the process ends when what is returned has been closed. */
    static Stop await() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    asked.countDown();
                    int exit = ExitCode.SOFTWARE;
                    try {
                        exit = done.await(PATIENCE_S, TimeUnit.SECONDS) ? ExitCode.OK : ExitCode.SOFTWARE;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    // Leaving it to the JVM would give the exit code of the signal.
                    Runtime.getRuntime().halt(exit);
                },
                "sightline-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        asked.await();
        return done::countDown;
    }

    /** Closed when everything has been stopped. */
    interface Stop extends AutoCloseable {
        @Override
        void close();
    }
}
