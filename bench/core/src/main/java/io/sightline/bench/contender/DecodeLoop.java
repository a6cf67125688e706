package io.sightline.bench.contender;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Decoding alone, on several threads. */
final class DecodeLoop {
    private DecodeLoop() {}

    /** How many pictures a second are decoded to the model's size. */
    static double imagesPerSecond(Engine engine, List<byte[]> files, int threads, double seconds)
            throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        List<Thread> workers = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> {
                    do {
                        engine.recycle(List.of(engine.decode(files.get(next.getAndIncrement() % files.size()))));
                    } while (System.nanoTime() < end);
                }))
                .toList();
        workers.forEach(Thread::start);
        for (Thread worker : workers) {
            worker.join();
        }
        return next.get() * 1e9 / (System.nanoTime() - start);
    }
}
