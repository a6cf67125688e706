package io.sightline.bench.contender;

import java.util.List;

/**
 * One way to have processors decode pictures and run the model.
 *
 * @param runs of the model side by side, each on a processor of its own
 * @param batch images in one run of the model
 * @param decoders threads that decode ahead; 0 where each run's thread decodes its own batch
 */
public record Arrangement(int runs, int batch, int decoders) {
    /** What is tried to find the best. */
    static List<Arrangement> candidates(int processors) {
        return List.of(
                new Arrangement(processors, 1, 0),
                new Arrangement(processors, 2, 0),
                new Arrangement(processors, 4, 0),
                new Arrangement(processors, 8, 0),
                new Arrangement(processors, 16, 0),
                new Arrangement(processors, 2, processors),
                new Arrangement(processors, 4, processors),
                new Arrangement(processors, 8, processors),
                new Arrangement(processors, 16, processors));
    }

    /** As it is written in the settings of a job. */
    String text() {
        return runs + "/" + batch + "/" + decoders;
    }

    static Arrangement parse(String text) {
        String[] parts = text.split("/");
        return new Arrangement(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
