package io.sightline.http.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * Reads the body of a request, but waits for none that drips: who reads is one of the few threads there are, and a
 * connection's own timeout starts anew with every byte. Jetty's setting for it, {@code minRequestDataRate}, has no
 * effect on what is read as a stream.
 */
final class RequestBody {
    static final int BYTES_PER_SECOND = 1024;

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int BUFFER = 8 * 1024;

    private RequestBody() {}

    /**
     * Reads to the end, or until there is a byte too many.
     *
     * @return at most one byte more than {@code most}
     * @throws HttpException 408 if it comes too slowly
     */
    static byte[] read(Request request, int most) throws IOException {
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = Content.Source.asInputStream(request)) {
            while (body.size() <= most) {
                int count = in.read(buffer, 0, Math.min(buffer.length, most + 1 - body.size()));
                if (count < 0) {
                    break;
                }
                body.write(buffer, 0, count);
                long late = System.nanoTime() - start - GRACE_NANOS;
                if (body.size() < late / 1e9 * BYTES_PER_SECOND) {
                    throw new HttpException(
                            408, "the body comes with less than " + BYTES_PER_SECOND + " bytes a second");
                }
            }
        }
        return body.toByteArray();
    }
}
