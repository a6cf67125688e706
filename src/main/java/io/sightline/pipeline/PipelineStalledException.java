package io.sightline.pipeline;

/** Thrown when the pipeline takes no image although it was given time to finish those it has. */
public final class PipelineStalledException extends RuntimeException {
    public PipelineStalledException(String message) {
        super(message);
    }
}
