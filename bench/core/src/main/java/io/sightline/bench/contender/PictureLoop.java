package io.sightline.bench.contender;

import io.sightline.bench.process.CompilerRest;
import io.sightline.image.Pixels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * The loop there is nothing to take away from: pictures read, decoded and classified for ever. Used
 * for one measurement.
 */
final class PictureLoop {
    private static final long PID = ProcessHandle.current().pid();

    private final Arrangement arrangement;
    private final IntFunction<Pixels> pictures;
    private final Consumer<List<Pixels>> done;
    private final BlockingQueue<Pixels> decoded;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicLong classified = new AtomicLong();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Prepares.
     *
     * @param pictures by a running number; reads and decodes where that is to be measured
     * @param done takes pictures that have been classified
     */
    PictureLoop(Arrangement arrangement, IntFunction<Pixels> pictures, Consumer<List<Pixels>> done) {
        this.arrangement = arrangement;
        this.pictures = pictures;
        this.done = done;
        this.decoded = new ArrayBlockingQueue<>(arrangement.runs() * arrangement.batch());
    }

    /**
     * Runs, and counts what is done in the window.
     *
     * @param warmSeconds before the window, at least
     * @param longestWarmSeconds before the window while the JVM's compilers do not rest
     */
    Speed run(Engine engine, double warmSeconds, double longestWarmSeconds, double seconds)
            throws InterruptedException {
        for (int i = 0; i < arrangement.decoders(); i++) {
            thread(this::decode);
        }
        for (int i = 0; i < arrangement.runs(); i++) {
            thread(() -> classify(engine));
        }
        new CompilerRest(PID)
                .await(
                        duration(warmSeconds),
                        duration(longestWarmSeconds),
                        time -> TimeUnit.MILLISECONDS.sleep(time.toMillis()));
        Speed speed = Speed.watch(classified::get, seconds);
        stopped.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        return speed;
    }

    private void decode() {
        try {
            while (!stopped.get()) {
                Pixels picture = pictures.apply(next.getAndIncrement());
                while (!stopped.get() && !decoded.offer(picture, 100, TimeUnit.MILLISECONDS)) {
                    continue;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void classify(Engine engine) {
        try {
            List<Pixels> batch = new ArrayList<>();
            while (!stopped.get()) {
                batch.clear();
                while (batch.size() < arrangement.batch() && !stopped.get()) {
                    Pixels picture = arrangement.decoders() == 0
                            ? pictures.apply(next.getAndIncrement())
                            : decoded.poll(100, TimeUnit.MILLISECONDS);
                    if (picture != null) {
                        batch.add(picture);
                    }
                }
                if (!batch.isEmpty()) {
                    engine.classify(batch);
                    done.accept(batch);
                    classified.addAndGet(batch.size());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void thread(Runnable work) {
        Thread thread = new LoopThread("loop-" + threads.size(), work);
        threads.add(thread);
        thread.start();
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis((long) (1000 * seconds));
    }
}
