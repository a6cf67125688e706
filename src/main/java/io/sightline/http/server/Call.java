package io.sightline.http.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.event.Json;
import io.sightline.kafka.ClusterException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and the way to its answer. Exactly one of the answering methods is called, once.
 *
 * <p>Threading notes: one thread at a time.
 */
public final class Call {
    private static final Logger logger = LoggerFactory.getLogger(Call.class);

    private static final int MOST_DISCARDED = 1 << 20;

    private final Request request;
    private final Response response;
    private final Callback callback;
    private final Map<String, String> parameters;

    Call(Request request, Response response, Callback callback, Map<String, String> parameters) {
        this.request = request;
        this.response = response;
        this.callback = callback;
        this.parameters = parameters;
    }

    /** What stands in the path in place of a name in braces. */
    public String parameter(String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    /**
     * The same as a number.
     *
     * @throws HttpException 404 if it is none
     */
    public long number(String name) {
        String text = parameter(name);
        if (!text.matches("\\d{1,18}")) {
            throw new HttpException(404, name + " must be a number, not " + text);
        }
        return Long.parseLong(text);
    }

    /** A header of the request. */
    public @Nullable String header(String name) {
        return request.getHeaders().get(name);
    }

    /** The media type of the request's body without parameters, in lower case; empty if it says none. */
    public String mediaType() {
        String type = header("Content-Type");
        return type == null ? "" : type.replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT);
    }

    /**
     * The request's body.
     *
     * @param limit most bytes
     * @throws HttpException 413 if it is larger, 408 if it comes too slowly
     * @throws IOException if the connection breaks
     */
    public byte[] body(int limit) throws IOException {
        byte[] bytes = request.getLength() > limit ? new byte[0] : RequestBody.read(request, limit);
        if (request.getLength() > limit || bytes.length > limit) {
            throw new HttpException(413, "the body may have at most " + limit + " bytes");
        }
        return bytes;
    }

    /**
     * The request's body, a JSON object.
     *
     * @param limit most bytes
     * @throws HttpException 413 if it is larger, 400 if it is no JSON object, 415 if it does not say that it is one
     */
    public JsonNode json(int limit) throws IOException {
        if (!mediaType().equals("application/json")) {
            throw new HttpException(415, "send JSON, with Content-Type: application/json");
        }
        try {
            JsonNode node = Json.mapper().readTree(body(limit));
            if (node == null || !node.isObject()) {
                throw new HttpException(400, "the body must be a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new HttpException(400, "the body is not JSON: " + e.getOriginalMessage());
        }
    }

    /** Answers with JSON. */
    public void answer(int status, Object body) {
        try {
            answer(status, "application/json", "no-store", Json.mapper().writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + body.getClass(), e);
        }
    }

    /**
     * Answers with bytes.
     *
     * @param type their media type
     * @param cache for how long they may be kept, as {@code Cache-Control} says it
     */
    public void answer(int status, String type, String cache, byte[] bytes) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, cache);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }

    /** Answers with what went wrong; what is no {@link HttpException} is logged, and told without details. */
    public void fail(Throwable failure) {
        if (!response.isCommitted()) {
            takeRestOfBody();
        }
        if (failure instanceof HttpException known) {
            known.headers().forEach((name, value) -> response.getHeaders().put(name, value));
            answer(known.status(), Map.of("error", String.valueOf(known.getMessage())));
        } else if (failure instanceof ClusterException) {
            answer(503, Map.of("error", String.valueOf(failure.getMessage())));
        } else if (failure instanceof IOException || response.isCommitted()) {
            logger.debug("{} was not answered", request.getHttpURI(), failure);
            callback.failed(failure);
        } else {
            logger.error(
                    "{} {} failed", request.getMethod(), request.getHttpURI().getPath(), failure);
            answer(500, Map.of("error", "the service failed; its log says why"));
        }
    }

    /** A connection that ends in the middle of a body is reset, and the answer may never be seen. */
    private void takeRestOfBody() {
        if (request.getLength() > MOST_DISCARDED) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            return;
        }
        try {
            RequestBody.read(request, MOST_DISCARDED);
        } catch (HttpException | IOException e) {
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
            logger.debug("the rest of {} did not come", request.getHttpURI(), e);
        }
    }

    /** Answers with a stream that stays open. */
    public ResponseStream stream(String type) {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        return new ResponseStream(response, callback);
    }
}
