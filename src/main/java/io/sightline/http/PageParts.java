package io.sightline.http;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightline.config.HttpSettings;
import io.sightline.config.Settings;
import io.sightline.http.api.FeedbackApi;
import io.sightline.http.api.ModelsApi;
import io.sightline.http.api.Readings;
import io.sightline.http.api.RedriveApi;
import io.sightline.http.api.StatsApi;
import io.sightline.http.api.TopicWriter;
import io.sightline.http.live.LiveFeed;
import io.sightline.http.live.LivePictures;
import io.sightline.http.server.Endpoint;
import io.sightline.http.server.WebServer;
import io.sightline.image.ImageFetcher;
import io.sightline.image.ImageLimits;
import io.sightline.image.SmallJpegs;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.RecordFetcher;
import io.sightline.model.ModelInfo;
import io.sightline.registry.RegistryView;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The page and what is behind it, wired and offered. */
public final class PageParts {
    private static final int PICTURE_SIDE = 256;

    private final Consumer<AutoCloseable> closing;

    private PageParts(Consumer<AutoCloseable> closing) {
        this.closing = closing;
    }

    /**
     * What the page needs of the instance.
     *
     * @param name of the instance
     * @param served the model it serves
     * @param registry what the registry holds; empty where there is none
     * @param metrics its figures
     */
    public record Instance(
            String name,
            Supplier<ModelInfo> served,
            Supplier<Optional<RegistryView>> registry,
            PrometheusRegistry metrics) {}

    /**
     * Offers the page, if the settings say so; the topics must be there.
     *
     * @param fetcher stays the caller's to close, after what {@code closing} was given
     * @param closing takes what must be closed, in the reverse of its order; also when this fails
     */
    public static void offer(
            WebServer server,
            Settings settings,
            Instance instance,
            ImageLimits limits,
            ImageFetcher fetcher,
            Consumer<AutoCloseable> closing) {
        if (settings.getBoolean(HttpSettings.PAGE)) {
            new PageParts(closing).open(server, settings, instance, limits, fetcher);
        }
    }

    private void open(
            WebServer server, Settings settings, Instance instance, ImageLimits limits, ImageFetcher fetcher) {
        ClientSettings clients = new ClientSettings(settings);
        SmallJpegs jpegs = keep(SmallJpegs.thumbnails(limits, PICTURE_SIDE));
        RecordFetcher records = keep(new RecordFetcher(clients));
        TopicWriter topics = keep(new TopicWriter(clients));
        LiveFeed feed = keep(new LiveFeed(settings, settings.getBoolean(Settings.MODEL_REGISTRY)));
        StatsApi stats = keep(new StatsApi(() -> Readings.of(instance.metrics())));
        LivePictures pictures = new LivePictures(settings, feed, fetcher, jpegs, records);
        ModelsApi models = new ModelsApi(
                settings,
                instance.served(),
                instance.registry(),
                feed.history(),
                instance.name(),
                server.writable(),
                server.needsToken());

        Assets assets = new Assets();
        server.offer(Endpoint.PAGE, call -> assets.get(call, "index.html", "text/html; charset=utf-8"));
        server.offer(Endpoint.STYLE, call -> assets.get(call, "sightline.css", "text/css; charset=utf-8"));
        server.offer(Endpoint.ICON, call -> assets.get(call, "icon.svg", "image/svg+xml"));
        server.offer(
                Endpoint.SCRIPT,
                call -> assets.get(call, call.parameter("script") + ".js", "text/javascript; charset=utf-8"));
        server.offer(Endpoint.EVENTS, feed::listen);
        server.offer(Endpoint.PICTURE, pictures::get);
        server.offer(Endpoint.STATS, stats::get);
        server.offer(Endpoint.MODELS, models::get);
        server.offer(Endpoint.PROMOTE, models::promote);
        server.offer(Endpoint.ROLLBACK, models::rollback);
        server.offer(Endpoint.FEEDBACK, new FeedbackApi(settings, topics)::post);
        server.offer(Endpoint.REDRIVE, new RedriveApi(settings, records)::post);
    }

    private <T extends AutoCloseable> T keep(T part) {
        closing.accept(part);
        return part;
    }
}
