package io.sightline.bench.contender;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Reading and decoding alone, on several threads. */
final class DecodeLoop {
    private static final double WARM_SECONDS = 1;

    private DecodeLoop() {}

    /** How fast pictures are read and decoded to the model's size. */
    static Speed run(Engine engine, List<Path> files, int threads, double seconds) throws InterruptedException {
        AtomicLong next = new AtomicLong();
        AtomicLong decoded = new AtomicLong();
        AtomicBoolean stopped = new AtomicBoolean();
        List<LoopThread> workers = IntStream.range(0, threads)
                .mapToObj(i -> new LoopThread("decode-" + i, () -> {
                    while (!stopped.get()) {
                        Path file = files.get((int) (next.getAndIncrement() % files.size()));
                        engine.recycle(List.of(engine.picture(file)));
                        decoded.incrementAndGet();
                    }
                }))
                .toList();
        workers.forEach(Thread::start);
        Speed.watch(decoded::get, WARM_SECONDS);
        Speed speed = Speed.watch(decoded::get, seconds);
        stopped.set(true);
        for (LoopThread worker : workers) {
            worker.join();
        }
        return speed;
    }
}
