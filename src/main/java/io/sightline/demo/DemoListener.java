package io.sightline.demo;

import io.sightline.event.ModelEvent;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Is told how the demo goes on; from several threads, one at a time. */
public interface DemoListener {
    /** Something begins that takes a while. */
    void step(String what);

    /** So much of the current step is done. */
    void progress(long done, long total);

    /** The service is up: where its HTTP server and the broker are. */
    void serving(InetSocketAddress http, String bootstrapServers);

    /**
     * A result has come back.
     *
     * @param picture its name
     * @param outcome the predicted class, or the reason of the dead letter
     * @param probability of the class, 0 to 1; not a number for a dead letter
     * @param expected the right class; null where none was expected
     * @param latencyMs from sending to seeing the result
     */
    void result(String picture, String outcome, double probability, @Nullable String expected, double latencyMs);

    /** Something has happened to a model, or to a run that trains one. */
    void learning(ModelEvent event);
}
