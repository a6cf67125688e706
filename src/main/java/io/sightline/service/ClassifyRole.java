package io.sightline.service;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightline.config.Settings;
import io.sightline.http.PageParts;
import io.sightline.http.score.ScoreApi;
import io.sightline.http.server.Endpoint;
import io.sightline.http.server.WebServer;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageFetcher;
import io.sightline.image.ImageLimits;
import io.sightline.metrics.Metrics;
import io.sightline.model.Bundle;
import io.sightline.model.LiveModel;
import io.sightline.model.ModelInfo;
import io.sightline.model.ServingModel;
import io.sightline.pipeline.BatchSettings;
import io.sightline.pipeline.ImagePipeline;
import io.sightline.pipeline.PipelineSettings;
import io.sightline.stream.TopologyRun;
import io.sightline.stream.classify.ClassifyStreams;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * What an instance that classifies consists of: model, pipeline, topology, and what it offers over HTTP.
 *
 * @param limits of pictures
 * @param fetcher of pictures
 * @param registry that {@code metrics} are registered with
 * @param parts takes what must be closed
 */
record ClassifyRole(
        Settings settings,
        ImageLimits limits,
        ImageFetcher fetcher,
        Metrics metrics,
        PrometheusRegistry registry,
        Parts parts) {
    private static final Duration AFTER_DEADLINE = Duration.ofSeconds(5);

    /**
     * Starts all of it; the topics must be there.
     *
     * @param onStopped run when the topology stops by itself for good
     * @return tells which model serves
     */
    Supplier<ModelInfo> start(ModelLoader loader, InstanceStatus status, WebServer http, Runnable onStopped) {
        Champion champion = settings.getBoolean(Settings.MODEL_REGISTRY) ? new Champion(settings) : null;
        ServingModel first = load(loader, champion);
        LiveModel live = parts.keep(new LiveModel(first));
        ModelUpdates updates =
                champion == null ? null : parts.keep(new ModelUpdates(champion, live, first, loader, metrics));
        ImagePipeline pipeline = pipeline(loader, live);
        TopologyRun classify = parts.keep(ClassifyStreams.create(settings, pipeline, metrics, onStopped));
        status.serving(live, loader::precision);
        status.watch(progress());
        status.running(classify);
        classify.start();

        ScoreApi score = new ScoreApi(settings, pipeline, live::info);
        http.offer(Endpoint.MODEL_STATUS, score::status);
        http.offer(Endpoint.VERSION_STATUS, score::versionStatus);
        http.offer(Endpoint.PREDICT, score::predict);
        http.offer(Endpoint.PREDICT_VERSION, score::predictVersion);
        PageParts.Instance instance = new PageParts.Instance(
                Instance.name(), live::info, () -> Optional.ofNullable(updates).map(ModelUpdates::registry), registry);
        PageParts.offer(http, settings, instance, limits, fetcher, parts::keep);
        return live::info;
    }

    private ServingModel load(ModelLoader loader, @Nullable Champion champion) {
        try {
            return loader.load(champion == null ? localBundle() : champion.first(), Optional.empty());
        } catch (RuntimeException e) {
            if (champion != null) {
                champion.close();
            }
            throw e;
        }
    }

    private Bundle localBundle() {
        String folder = settings.getString(Settings.MODEL_DIR);
        if (folder.isEmpty()) {
            throw new ConfigException(
                    Settings.MODEL_DIR, folder, "there is no model to serve; `sightline train` makes one");
        }
        return Bundle.read(Path.of(folder));
    }

    private ImagePipeline pipeline(ModelLoader loader, LiveModel live) {
        ImageDecoder decoder = parts.keep(new ImageDecoder(limits));
        BatchSettings batches = loader.batches();
        int window = InFlightWindow.of(
                settings.getInt(Settings.IN_FLIGHT_MAX),
                batches.maxSize(),
                loader.imagesPerSecond(),
                ClassifyStreams.stallLimit(settings));
        return parts.keep(new ImagePipeline(
                fetcher, decoder, live, batches, PipelineSettings.from(settings).withInFlight(window), metrics));
    }

    /** While images are in flight one leaves at least as often as the deadline of one that is fetched. */
    private Progress progress() {
        return new Progress(
                metrics::imagesInFlight,
                metrics::imagesFinished,
                Duration.ofMillis(settings.getLong(Settings.IMAGE_DEADLINE_MS)).plus(AFTER_DEADLINE),
                System::nanoTime);
    }
}
