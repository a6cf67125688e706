package io.sightline.service;

import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightline.config.Build;
import io.sightline.config.Settings;
import io.sightline.engine.TensorFlowEngine;
import io.sightline.event.AccessRights;
import io.sightline.event.EventTopics;
import io.sightline.http.HealthCheck;
import io.sightline.http.Probes;
import io.sightline.http.server.WebServer;
import io.sightline.image.ImageFetcher;
import io.sightline.image.ImageLimits;
import io.sightline.image.SmallJpegs;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.RecordFetcher;
import io.sightline.kafka.TopicRights;
import io.sightline.kafka.Topics;
import io.sightline.learning.Learner;
import io.sightline.learning.LearnerMetrics;
import io.sightline.metrics.KafkaMetrics;
import io.sightline.metrics.Metrics;
import io.sightline.model.ModelInfo;
import io.sightline.pipeline.BatchSettings;
import io.sightline.pipeline.ExamplePictures;
import io.sightline.stream.TopologyRun;
import io.sightline.stream.learn.LearnStreams;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.resource.ResourceType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running instance: the model, the pipeline, the topology and the HTTP server, wired here and
 * nowhere else, started in the order of their dependencies and closed in the reverse.
 *
 * <pre>{@code
 * try (ClassifierService service = ClassifierService.start(settings)) {
 *     service.awaitStop();
 * }
 * }</pre>
 */
public final class ClassifierService implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(ClassifierService.class);

    private static final long READY_POLL_MS = 20;
    private static final int ADDED_BYTES = 64 * 1024;

    private final Parts parts = new Parts();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final InstanceStatus status;
    private final WebServer http;

    private ClassifierService(WebServer http, InstanceStatus status) {
        this.http = http;
        this.status = status;
        parts.keep(http);
    }

    /**
     * Starts an instance: returns once the model is warm and Kafka Streams has been started; it is ready
     * when {@link #ready()} says so.
     *
     * @throws RuntimeException if the model, the topics or the port cannot be had; nothing is left
     *     running then
     */
    public static ClassifierService start(Settings settings) {
        PrometheusRegistry registry = new PrometheusRegistry();
        Duration session = new ClientSettings(settings).sessionTimeout();
        WebServer http = WebServer.open(settings);
        ClassifierService service =
                new ClassifierService(http, new InstanceStatus(new ClusterReach(session, System::nanoTime)));
        try {
            service.startParts(settings, registry);
            return service;
        } catch (RuntimeException | Error e) {
            service.close();
            throw e;
        }
    }

    /** Whether this instance does its share of the work. */
    public boolean ready() {
        return status.readiness().stream().allMatch(HealthCheck::up);
    }

    /**
     * Waits until this instance does its share of the work.
     *
     * @throws IllegalStateException if it does not within the time given; says what is missing
     */
    public void awaitReady(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        while (!ready()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "not ready within " + timeout.toSeconds() + " s: " + status.readiness());
            }
            TimeUnit.MILLISECONDS.sleep(READY_POLL_MS);
        }
    }

    /** Where the HTTP server listens. */
    public InetSocketAddress httpAddress() {
        return http.address();
    }

    /** The model that is served. */
    public ModelInfo model() {
        return status.model();
    }

    /** Returns when the instance has stopped by itself because of a failure it cannot recover from. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** What ended the last stream thread that died, in words, or null. */
    public @Nullable String failure() {
        return status.failure();
    }

    @Override
    public void close() {
        parts.close();
    }

    private void startParts(Settings settings, PrometheusRegistry registry) {
        Probes.offer(http, status::liveness, status::readiness, status::startup, status::info, registry);
        JvmMetrics.builder().register(registry);
        Metrics metrics = new Metrics(registry);
        metrics.instance().build(Build.version(), Runtime.version().toString());
        metrics.instance().ready(this::ready);
        registry.register(new KafkaMetrics(status::kafkaMetrics));

        Roles roles = Roles.from(settings);
        status.expect(roles.names());
        StateFolder.require(settings);
        ImageLimits limits = ImageLimits.from(settings);
        for (Path root : limits.fileRoots()) {
            if (!Files.isDirectory(root)) {
                throw new ConfigException(Settings.IMAGE_FILE_ROOTS, root, "there is no such folder");
            }
        }
        // The engine needs seconds to load and the cluster may need some to answer: side by side.
        BatchSettings batches = BatchSettings.from(settings);
        int operationThreads = roles.classify() ? batches.operationThreads() : 0;
        CompletableFuture<Void> engine = CompletableFuture.runAsync(() -> TensorFlowEngine.start(operationThreads))
                .thenRun(() -> metrics.instance().nativeObjects(TensorFlowEngine::openObjects));
        requireTopics(settings, roles);
        join(engine);
        ModelLoader loader = new ModelLoader(batches, new PrecisionChoice(settings), metrics);
        ImageFetcher fetcher = parts.keep(new ImageFetcher(limits));
        Supplier<ModelInfo> model = roles.classify()
                ? new ClassifyRole(settings, limits, fetcher, metrics, registry, parts)
                        .start(loader, status, http, stopped::countDown)
                : championOfNow(settings);
        if (roles.learn()) {
            startLearning(settings, limits, fetcher, model, metrics);
        }
        Probes.warm(registry);
        logger.info(
                "Working on {} of {} as {} ({}); page, health and metrics at http://{}:{}",
                settings.topic(EventTopics.IMAGES),
                new ClientSettings(settings).bootstrapServers(),
                settings.getString(Settings.APPLICATION_ID),
                String.join(", ", roles.names()),
                http.address().getHostString(),
                http.address().getPort());
    }

    private static void requireTopics(Settings settings, Roles roles) {
        Set<String> names = roles.topics().stream().map(settings::topic).collect(Collectors.toSet());
        try (Topics topics = Topics.connect(new ClientSettings(settings))) {
            topics.require(names);
            TopicRights.require(
                    new ClientSettings(settings),
                    AccessRights.of(settings).stream()
                            .filter(right -> right.type() == ResourceType.TOPIC && names.contains(right.name()))
                            .collect(Collectors.toMap(AccessRights.Right::name, AccessRights.Right::operations)));
            topics.requireMatch(
                    settings.topic(EventTopics.IMAGES),
                    List.of(settings.topic(EventTopics.PREDICTIONS), settings.topic(EventTopics.DEAD_LETTERS)),
                    ADDED_BYTES);
        }
    }

    private static Supplier<ModelInfo> championOfNow(Settings settings) {
        try (Champion champion = new Champion(settings)) {
            ModelInfo info = champion.first().info();
            return () -> info;
        }
    }

    private void startLearning(
            Settings settings, ImageLimits limits, ImageFetcher fetcher, Supplier<ModelInfo> model, Metrics metrics) {
        SmallJpegs jpegs = parts.keep(SmallJpegs.examples(limits, settings.getInt(Settings.EXAMPLE_SIDE)));
        RecordFetcher records = parts.keep(new RecordFetcher(new ClientSettings(settings)));
        ExamplePictures pictures = parts.keep(new ExamplePictures(
                fetcher,
                jpegs,
                settings.getInt(Settings.EXAMPLE_THREADS),
                Duration.ofMillis(settings.getLong(Settings.IMAGE_DEADLINE_MS))));
        TopologyRun learn = parts.keep(LearnStreams.create(
                settings, pictures, records, () -> model.get().orientation(), metrics, stopped::countDown));
        status.running(learn);
        learn.start();
        Learner learner = parts.keep(
                new Learner(settings, model.get().name(), Instance.name(), new LearnerMetrics(metrics.learning())));
        metrics.learning().learner(learner::isAlive);
        learner.start();
    }

    private static <T> T join(CompletableFuture<T> loading) {
        try {
            return loading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
