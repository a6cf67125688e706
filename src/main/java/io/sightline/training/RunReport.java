package io.sightline.training;

import io.sightline.model.Manifest;
import java.io.IOException;
import java.nio.file.Path;

/** Puts what people read about a training into the bundle's folder before it is there to be seen. */
@FunctionalInterface
public interface RunReport {

    /** Writes nothing. */
    static RunReport none() {
        return (folder, request, manifest, outcome) -> {};
    }

    /**
     * Called once the model is written.
     *
     * @param folder to write to; it moves afterwards
     */
    void write(Path folder, TrainingRequest request, Manifest manifest, TrainingOutcome outcome) throws IOException;
}
