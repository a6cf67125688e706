package io.sightline.bench.contender;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Decoding alone, whatever loop a turn asks for: what large pictures are held against. */
public final class Decoding implements Contender {
    @Override
    public void start(Job job) throws IOException, InterruptedException {
        List<byte[]> files = Turns.pictures(job);
        Engine engine = Engine.load(job.model(), 1);
        int processors = Runtime.getRuntime().availableProcessors();
        DecodeLoop.run(engine, files, processors, job.number(Limit.WARM_MS) / 1e3);
        Turns.serve(
                job,
                new Limit.Found("decoding alone", Map.of()),
                turn -> DecodeLoop.run(engine, files, processors, turn.seconds()));
    }
}
