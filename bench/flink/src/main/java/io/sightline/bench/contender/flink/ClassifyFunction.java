package io.sightline.bench.contender.flink;

import io.sightline.bench.contender.Engine;
import io.sightline.bench.contender.MicroBatcher;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/** Batches within a function of single records, as Flink's users build it. */
final class ClassifyFunction extends RichAsyncFunction<KeyAndValue, KeyAndValue> {
    private final String model;
    private final int most;
    private transient @Nullable MicroBatcher batcher;

    /** @param most images in a batch */
    ClassifyFunction(String model, int most) {
        this.model = model;
        this.most = most;
    }

    @Override
    public void open(OpenContext context) {
        batcher = new MicroBatcher(Engine.load(Path.of(model), most), most);
    }

    @Override
    public void asyncInvoke(KeyAndValue input, ResultFuture<KeyAndValue> result) {
        Objects.requireNonNull(batcher).predict(input.value).whenComplete((prediction, failure) -> {
            if (failure == null) {
                result.complete(List.of(new KeyAndValue(input.key, prediction)));
            } else {
                result.completeExceptionally(failure);
            }
        });
    }
}
