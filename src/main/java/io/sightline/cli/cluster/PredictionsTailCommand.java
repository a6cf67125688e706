package io.sightline.cli.cluster;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.Prediction;
import io.sightline.event.PredictionSerde;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline predictions tail}. */
@Command(
        name = "tail",
        description = {
            "Print predictions as they come: time, label, probability, time from capture to prediction, model, id.",
            "Committed ones only. Ends after --max, or with Ctrl-C."
        })
final class PredictionsTailCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final Duration POLL = Duration.ofMillis(500);

    @Option(names = "--from-beginning", description = "Begin with the oldest prediction there is.")
    boolean fromBeginning;

    @Option(names = "--max", paramLabel = "N", description = "End after so many.")
    long max = Long.MAX_VALUE;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = cluster.load();
        Quiet.clients();
        ClientSettings clients = new ClientSettings(settings);
        String topic = settings.topic(EventTopics.PREDICTIONS);
        try (Topics topics = Topics.connect(clients)) {
            topics.require(List.of(topic));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (TopicReader reader = fromBeginning
                        ? TopicReader.fromBeginning(clients, topic)
                        : TopicReader.fromNow(clients, topic);
                PredictionSerde serde = new PredictionSerde()) {
            Deserializer<Prediction> deserializer = serde.deserializer();
            for (long left = max; left > 0 && !out.checkError(); ) { // an error: whoever read has gone

                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    if (left > 0 && print(out, deserializer, record)) {
                        left--;
                    }
                }
            }
        }
        return ExitCode.OK;
    }

    private boolean print(
            PrintWriter out, Deserializer<Prediction> deserializer, ConsumerRecord<byte[], byte[]> record) {
        Prediction prediction;
        try {
            prediction = deserializer.deserialize(record.topic(), record.value());
        } catch (SerializationException e) {
            spec.commandLine()
                    .getErr()
                    .println(record.topic() + "-" + record.partition() + "-" + record.offset() + " left out: "
                            + e.getMessage());
            return false;
        }
        if (prediction == null) {
            return false;
        }
        out.println(json.wanted() ? json.line(prediction) : line(prediction));
        return true;
    }

    static String line(Prediction prediction) {
        return "%s  %-16s %5.1f %%  %7d ms  %s/%s  %s"
                .formatted(
                        TIME.format(prediction.predictedAt()),
                        prediction.label(),
                        100 * prediction.probability(),
                        Math.max(
                                0,
                                Duration.between(prediction.capturedAt(), prediction.predictedAt())
                                        .toMillis()),
                        prediction.model().name(),
                        prediction.model().version(),
                        prediction.id());
    }
}
