package io.sightline.http.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler.Abstract;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Leads each request to the handler of its endpoint, past the guard, and puts the headers of caution on
 * every answer.
 */
final class Router extends Abstract {
    private final WriteGuard guard;
    private final Map<Endpoint, Handler> handlers = new ConcurrentHashMap<>(new EnumMap<>(Endpoint.class));

    Router(WriteGuard guard) {
        this.guard = guard;
    }

    void put(Endpoint endpoint, Handler handler) {
        handlers.put(endpoint, handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Caution.addTo(response.getHeaders());
        Call call = new Call(request, response, callback, Map.of());
        try {
            String path = request.getHttpURI().getDecodedPath();
            Endpoint other = null;
            for (Endpoint endpoint : Endpoint.values()) {
                Optional<Map<String, String>> parameters = endpoint.match(path);
                if (parameters.isPresent()) {
                    if (isFor(endpoint, request.getMethod())) {
                        call = new Call(request, response, callback, parameters.get());
                        dispatch(endpoint, request.getHeaders(), call);
                        return true;
                    }
                    other = endpoint;
                }
            }
            throw other == null
                    ? new HttpException(404, "nothing is here; docs/http.md lists what is")
                    : HttpException.notAllowed(other.method());
        } catch (Throwable e) {
            call.fail(e);
        }
        return true;
    }

    private static boolean isFor(Endpoint endpoint, String method) {
        return endpoint.method().equals(method) || (endpoint.method().equals("GET") && method.equals("HEAD"));
    }

    private void dispatch(Endpoint endpoint, HttpFields headers, Call call) throws Exception {
        switch (endpoint.kind()) {
            case WRITE -> guard.change(headers::get);
            case OPEN -> {}
            case PAGE, READ, SCORE -> guard.look(headers.get("Host"));
        }
        Handler handler = handlers.get(endpoint);
        if (handler == null) {
            throw new HttpException(503, "not offered here, or not yet: the instance may still be starting");
        }
        handler.handle(call);
    }
}
