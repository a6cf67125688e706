package io.sightline.bench.measure;

import io.sightline.bench.contender.Job;

/** A contender, its events and its window. */
public record Turn(Spec spec, Feed feed, Window window) {
    /** The same with another size of batches, if it makes batches and does not find their size itself. */
    public Turn withBatch(int most) {
        return spec.settings().containsKey(Job.BATCH)
                ? new Turn(spec.with(Job.BATCH, String.valueOf(most)), feed, window)
                : this;
    }
}
