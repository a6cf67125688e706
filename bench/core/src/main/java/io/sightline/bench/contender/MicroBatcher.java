package io.sightline.bench.contender;

import io.sightline.image.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What users of libraries without batches build themselves: pictures are decoded on a pool, and as many threads
 * as there are processors run the model on whatever is ready, as model servers do.
 *
 * <p>Threading notes: any number of threads may submit; how many images are in flight is the caller's affair.
 */
public final class MicroBatcher {
    private final Engine engine;
    private final int most;
    private final ExecutorService decoders =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    private final BlockingQueue<Ready> ready;

    private record Ready(Wire.Event event, Pixels picture, CompletableFuture<byte[]> result) {}

    /**
     * Starts the threads.
     *
     * @param most images in a batch
     */
    public MicroBatcher(Engine engine, int most) {
        this.engine = engine;
        this.most = most;
        // As many as Sightline queues: more pictures that are decoded take memory and make nothing faster.
        this.ready = new ArrayBlockingQueue<>(most * Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new LoopThread("micro-batcher-" + i, this::classify);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** From an event to its prediction. */
    public CompletableFuture<byte[]> predict(byte[] record) {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        decoders.execute(() -> {
            try {
                Wire.Event event = Wire.event(record);
                ready.put(new Ready(event, engine.picture(event), result));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private void classify() {
        List<Ready> batch = new ArrayList<>();
        try {
            while (true) {
                batch.clear();
                batch.add(ready.take());
                ready.drainTo(batch, most - 1);
                List<Pixels> pictures = batch.stream().map(Ready::picture).toList();
                List<float[]> probabilities = engine.classify(pictures);
                engine.recycle(pictures);
                for (int i = 0; i < batch.size(); i++) {
                    Ready item = batch.get(i);
                    item.result().complete(engine.wire().prediction(item.event(), probabilities.get(i)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            batch.forEach(item -> item.result().completeExceptionally(e));
            throw e;
        }
    }
}
