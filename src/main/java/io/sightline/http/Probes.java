package io.sightline.http;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.sightline.http.server.Call;
import io.sightline.http.server.Endpoint;
import io.sightline.http.server.WebServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What probes and scrapers ask for: health in MicroProfile Health's form (200 or 503), version and model,
 * and the metrics.
 */
public final class Probes {
    private Probes() {}

    /**
     * Offers all of it.
     *
     * @param live says no when the instance must be restarted
     * @param ready says yes when it does its share of the work
     * @param started says yes once it has been ready
     */
    public static void offer(
            WebServer server,
            Supplier<List<HealthCheck>> live,
            Supplier<List<HealthCheck>> ready,
            Supplier<List<HealthCheck>> started,
            Supplier<Map<String, ?>> info,
            PrometheusRegistry registry) {
        server.offer(Endpoint.LIVE, call -> health(call, live.get()));
        server.offer(Endpoint.READY, call -> health(call, ready.get()));
        server.offer(Endpoint.HEALTH, call -> health(call, ready.get()));
        server.offer(Endpoint.STARTED, call -> health(call, started.get()));
        server.offer(Endpoint.INFO, call -> call.answer(200, info.get()));
        ExpositionFormats formats = ExpositionFormats.init();
        server.offer(Endpoint.METRICS, call -> metrics(call, formats, registry));
    }

    /** Writes the metrics once for nobody: the first time takes several times as long as those after it. */
    public static void warm(PrometheusRegistry registry) {
        try {
            MetricSnapshots snapshots = registry.scrape();
            ExpositionFormats formats = ExpositionFormats.init();
            formats.getPrometheusTextFormatWriter().write(OutputStream.nullOutputStream(), snapshots);
            formats.getOpenMetricsTextFormatWriter().write(OutputStream.nullOutputStream(), snapshots);
        } catch (IOException e) {
            throw new UncheckedIOException("nowhere to write to failed", e);
        }
    }

    private static void health(Call call, List<HealthCheck> checks) {
        boolean up = checks.stream().allMatch(HealthCheck::up);
        List<Map<String, Object>> parts = new ArrayList<>();
        for (HealthCheck check : checks) {
            Map<String, Object> part = new LinkedHashMap<>();
            part.put("name", check.name());
            part.put("status", status(check.up()));
            part.put("data", check.data());
            parts.add(part);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", status(up));
        body.put("checks", parts);
        call.answer(up ? 200 : 503, body);
    }

    private static String status(boolean up) {
        return up ? "UP" : "DOWN";
    }

    private static void metrics(Call call, ExpositionFormats formats, PrometheusRegistry registry) throws IOException {
        ExpositionFormatWriter writer = formats.findWriter(call.header("Accept"));
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        writer.write(body, registry.scrape());
        call.answer(200, writer.getContentType(), "no-store", body.toByteArray());
    }
}
