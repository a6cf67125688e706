package io.sightline.http.server;

import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * An answer that stays open.
 *
 * <p>Threading notes: one write at a time: the next after the last has been reported done.
 */
public final class ResponseStream {
    private final Response response;
    private final Callback callback;

    ResponseStream(Response response, Callback callback) {
        this.response = response;
        this.callback = callback;
    }

    /** Is told how a write went, on any thread. */
    public interface Written {
        void done();

        /** The other side has gone; nothing more may be written. */
        void failed();
    }

    /** Writes without waiting. */
    public void write(byte[] bytes, Written written) {
        response.write(false, ByteBuffer.wrap(bytes), new Callback() {
            @Override
            public void succeeded() {
                written.done();
            }

            @Override
            public void failed(Throwable failure) {
                callback.failed(failure);
                written.failed();
            }
        });
    }

    /** Ends the answer. */
    public void end() {
        response.write(true, ByteBuffer.allocate(0), callback);
    }
}
