package io.sightline.cli.cluster;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.event.DeadLetter;
import io.sightline.event.EventTopics;
import io.sightline.event.LetterIds;
import io.sightline.event.SourceRecord;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sightline dead-letters list}. */
@Command(
        name = "list",
        description = "List the dead letters there are: reason, place in the images topic, id, what was wrong.")
final class DeadLettersListCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(500);

    @Option(names = "--reason", paramLabel = "REASON", description = "Only those with this reason.")
    @Nullable
    String reason;

    @Option(names = "--max", paramLabel = "N", description = "End after so many.")
    long max = Long.MAX_VALUE;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    private final LetterIds ids = new LetterIds();

    @Override
    public Integer call() {
        ReasonCodes.check(spec, reason == null ? List.of() : List.of(reason));
        Settings settings = cluster.load();
        Quiet.clients();
        ClientSettings clients = new ClientSettings(settings);
        String topic = settings.topic(EventTopics.DEAD_LETTERS);
        try (Topics topics = Topics.connect(clients)) {
            topics.require(List.of(topic));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (TopicReader reader = TopicReader.fromBeginning(clients, topic)) {
            for (long left = max; left > 0 && !reader.atEnd() && !out.checkError(); ) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    DeadLetter letter = DeadLetter.of(record.headers());
                    if (left > 0 && (reason == null || reason.equals(letter.reason()))) {
                        out.println(line(letter, DeadLetter.source(SourceRecord.of(record))));
                        left--;
                    }
                }
            }
        }
        return ExitCode.OK;
    }

    private String line(DeadLetter letter, SourceRecord source) {
        String id = ids.of(source);
        if (!json.wanted()) {
            return "%-20s %-20s %s: %s".formatted(letter.reason(), letter.place(), id, letter.message());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("reason", letter.reason());
        fields.put("id", id);
        fields.put("topic", source.topic());
        fields.put("partition", source.partition());
        fields.put("offset", source.offset());
        fields.put("exception", letter.exception());
        fields.put("message", letter.message());
        return json.line(fields);
    }
}
