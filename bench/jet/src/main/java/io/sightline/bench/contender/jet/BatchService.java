package io.sightline.bench.contender.jet;

import io.sightline.bench.contender.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Classifies the batches that Jet makes, as many at a time as there are processors. */
final class BatchService {
    private final Engine engine;
    private final ExecutorService pool =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    BatchService(String model, int most) {
        this.engine = Engine.load(Path.of(model), most);
    }

    CompletableFuture<List<Map.Entry<byte[], byte[]>>> predict(List<Map.Entry<byte[], byte[]>> batch) {
        return CompletableFuture.supplyAsync(
                () -> {
                    List<byte[]> predictions = engine.predict(
                            batch.stream().map(Map.Entry::getValue).toList());
                    List<Map.Entry<byte[], byte[]>> results = new ArrayList<>();
                    for (int i = 0; i < batch.size(); i++) {
                        results.add(Map.entry(batch.get(i).getKey(), predictions.get(i)));
                    }
                    return results;
                },
                pool);
    }
}
