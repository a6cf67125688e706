package io.sightline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightline.cli.common.TemporaryFolder;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.EmbeddedBroker;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import io.sightline.metrics.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/**
 * {@code sightline warm-up}: loads the classes that a service with a broker inside loads. The launcher
 * runs it after a build with {@code -XX:ArchiveClassesAtExit}, so that later starts find them loaded.
 */
@Command(name = "warm-up", hidden = true, description = "Load what a service loads, in a folder that is deleted.")
final class WarmUpCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public Integer call() throws IOException {
        try (TemporaryFolder folder = new TemporaryFolder("sightline-warm-up");
                EmbeddedBroker broker = EmbeddedBroker.start(folder.path().resolve("broker"), 0)) {
            Settings settings = new Settings(Map.of(
                    Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers(),
                    Settings.TOPIC_PARTITIONS, "1",
                    Settings.STATE_DIR, folder.path().resolve("state").toString()));
            passOneRecord(settings);
            new Metrics(new PrometheusRegistry()).predicted();
        }
        return ExitCode.OK;
    }

    private static void passOneRecord(Settings settings) {
        ClientSettings clients = new ClientSettings(settings);
        String predictions = settings.topic(EventTopics.PREDICTIONS);
        try (Topics topics = Topics.connect(clients)) {
            topics.create(EventTopics.specs(settings));
        }
        StreamsBuilder topology = new StreamsBuilder();
        topology.stream(
                        settings.topic(EventTopics.IMAGES),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("images"))
                .filter((key, value) -> true, Named.as("all"))
                .to(
                        predictions,
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("predictions"));
        try (KafkaStreams streams = new KafkaStreams(topology.build(), clients.streams("warm-up"));
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(clients.producer(), new ByteArraySerializer(), new ByteArraySerializer());
                TopicReader reader = TopicReader.fromBeginning(clients, predictions)) {
            streams.start();
            producer.send(new ProducerRecord<>(settings.topic(EventTopics.IMAGES), "file:///cat.jpg".getBytes(UTF_8)));
            reader.poll(PATIENCE);
            streams.close(PATIENCE);
        }
    }
}
