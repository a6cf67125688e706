package io.sightline.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightline.event.Json;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * What an instance tells over HTTP: {@code /health/live}, {@code /health/ready}, {@code
 * /health/started} (200 or 503, in MicroProfile Health's form), {@code /info} and {@code /metrics}.
 */
final class HttpEndpoints implements AutoCloseable {
    private static final int THREADS = 4;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
        Thread thread = new Thread(task, "sightline-http");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Opens the port; answers as soon as it is open.
     *
     * @throws IOException if the address cannot be bound
     */
    HttpEndpoints(InetSocketAddress address, PrometheusRegistry registry) throws IOException {
        this.server = HttpServer.create(address, 0);
        server.setExecutor(threads);
        server.createContext("/metrics", new MetricsHandler(registry));
        server.start();
    }

    /** The address really bound, with the port that was free where 0 was asked for. */
    InetSocketAddress address() {
        return server.getAddress();
    }

    void health(String path, Supplier<List<HealthCheck>> checks) {
        server.createContext(path, get(path, exchange -> {
            List<HealthCheck> all = checks.get();
            boolean up = all.stream().allMatch(HealthCheck::up);
            List<Map<String, Object>> parts = new ArrayList<>();
            for (HealthCheck check : all) {
                Map<String, Object> part = new LinkedHashMap<>();
                part.put("name", check.name());
                part.put("status", status(check.up()));
                part.put("data", check.data());
                parts.add(part);
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("status", status(up));
            body.put("checks", parts);
            answer(exchange, up ? 200 : 503, body);
        }));
    }

    void info(Supplier<Map<String, ?>> info) {
        server.createContext("/info", get("/info", exchange -> answer(exchange, 200, info.get())));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static String status(boolean up) {
        return up ? "UP" : "DOWN";
    }

    private static HttpHandler get(String path, HttpHandler handler) {
        return exchange -> {
            try (exchange) {
                if (!exchange.getRequestURI().getPath().equals(path)) {
                    answer(exchange, 404, Map.of("error", "nothing is here"));
                } else if (!exchange.getRequestMethod().equals("GET")) {
                    exchange.getResponseHeaders().set("Allow", "GET");
                    answer(exchange, 405, Map.of("error", "only GET"));
                } else {
                    handler.handle(exchange);
                }
            }
        };
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = Json.mapper().writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
