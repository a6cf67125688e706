package io.sightline.cli.cluster;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.UntilStopped;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.EmbeddedBroker;
import io.sightline.kafka.Topics;
import io.sightline.service.ClassifierService;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sightline serve}: one instance of the service, until it is told to stop. */
@Command(
        name = "serve",
        description = "Classify the images topic: runs until stopped, and shares the work with every other instance of"
                + " the same application.id.")
public final class ServeCommand implements Callable<Integer> {
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
            return stop.run(() -> data == null ? serve(cluster.load(own)) : serveWithBroker(data, own));
        }
    }

    private Integer serveWithBroker(Path data, Map<String, String> own) throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(data, brokerPort)) {
            own.put(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers());
            Settings settings = cluster.load(own);
            try (Topics topics = Topics.connect(new ClientSettings(settings))) {
                topics.create(EventTopics.specs(settings));
            }
            return serve(settings);
        }
    }

    private static Integer serve(Settings settings) throws InterruptedException {
        try (ClassifierService service = ClassifierService.start(settings)) {
            service.awaitStop();
            throw new IllegalStateException("the service stopped by itself: " + service.failure());
        }
    }
}
