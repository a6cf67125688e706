package io.sightline.bench.contender;

import io.sightline.bench.process.CompilerRest;
import io.sightline.engine.TensorFlowEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Reading and decoding alone, whatever loop a turn asks for: what large pictures are held against. */
public final class Decoding implements Contender {
    @Override
    public void start(Job job) throws IOException, InterruptedException {
        List<Path> files = job.pictures();
        TensorFlowEngine.start(1); // as in the limit
        Engine engine = Engine.load(job.model(), 1);
        int processors = Runtime.getRuntime().availableProcessors();
        new CompilerRest(ProcessHandle.current().pid())
                .await(
                        Duration.ofMillis(job.number(Limit.WARM_MS)),
                        Duration.ofMillis(job.number(Limit.LONGEST_WARM_MS)),
                        time -> DecodeLoop.run(engine, files, processors, time.toMillis() / 1e3));
        Turns.serve(
                job,
                new Limit.Found("reading and decoding alone", Map.of()),
                turn -> DecodeLoop.run(engine, files, processors, turn.seconds()));
    }
}
