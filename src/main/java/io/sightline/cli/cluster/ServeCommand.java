package io.sightline.cli.cluster;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.UntilStopped;
import io.sightline.config.Build;
import io.sightline.config.LoadedSettings;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.EmbeddedBroker;
import io.sightline.kafka.Topics;
import io.sightline.service.ClassifierService;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sightline serve}: one instance of the service, until it is told to stop. */
@Command(
        name = "serve",
        description = "Classify the images topic: runs until stopped, and shares the work with every other instance of"
                + " the same application.id.")
public final class ServeCommand implements Callable<Integer> {
    private static final Logger logger = LoggerFactory.getLogger(ServeCommand.class);

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "The model to serve, a bundle or a folder of numbered versions (setting model.dir).")
    @Nullable
    Path model;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port for page, health and metrics (setting http.port).")
    @Nullable
    Integer port;

    @Option(
            names = "--embedded-broker",
            paramLabel = "DIR",
            description = "Start a Kafka broker in this process as well, with its data in DIR, and create the topics.")
    @Nullable
    Path embeddedBroker;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port of the embedded broker; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    int brokerPort;

    @Override
    public Integer call() throws Exception {
        Map<String, String> own = new LinkedHashMap<>();
        if (model != null) {
            own.put(Settings.MODEL_DIR, model.toString());
        }
        if (port != null) {
            own.put(Settings.HTTP_PORT, port.toString());
        }
        try (UntilStopped stop = new UntilStopped()) {
            Path data = embeddedBroker;
            return stop.run(() -> data == null ? serve(cluster.loadWithOrigins(own)) : serveWithBroker(data, own));
        }
    }

    private Integer serveWithBroker(Path data, Map<String, String> own) throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, brokerPort)) {
            own.put(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers());
            LoadedSettings loaded = cluster.loadWithOrigins(own);
            try (Topics topics = Topics.connect(new ClientSettings(loaded.settings()))) {
                topics.create(EventTopics.specs(loaded.settings()));
            }
            return serve(loaded);
        }
    }

    private static Integer serve(LoadedSettings loaded) throws InterruptedException {
        List<String> changed = loaded.changed();
        logger.info(
                "Sightline {}; {}",
                Build.version(),
                changed.isEmpty()
                        ? "every setting is at its default"
                        : "settings that differ from the defaults: " + String.join(", ", changed));
        try (ClassifierService service = ClassifierService.start(loaded.settings())) {
            service.awaitStop();
            throw new IllegalStateException("the service stopped by itself: " + service.failure());
        }
    }
}
