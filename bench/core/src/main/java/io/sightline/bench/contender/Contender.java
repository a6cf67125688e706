package io.sightline.bench.contender;

/** Something that classifies the images of a topic, alone in its process. */
@FunctionalInterface
public interface Contender {
    /**
     * Loads the model, runs it once in each size it will be run in, and begins to work.
     *
     * @throws Exception whatever goes wrong; it ends the process and is reported
     */
    void start(Job job) throws Exception;
}
