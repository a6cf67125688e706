package io.sightline.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Request.Handler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what never reaches the router, because it is no request: in the form of all other errors, and without the
 * server's own page, which tells what server it is.
 */
final class PlainErrors implements Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Caution.addTo(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        String error = "{\"error\":\"" + HttpStatus.getMessage(response.getStatus()) + "\"}";
        response.write(true, ByteBuffer.wrap(error.getBytes(UTF_8)), callback);
        return true;
    }
}
