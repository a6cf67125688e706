package io.sightline.cli.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.cli.cluster.ImageTargets.Target;
import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.Feedback;
import io.sightline.event.FeedbackSerde;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline feedback send}. */
@Command(
        name = "send",
        description = {
            "Say which class an image is of: one that was classified, by its id, or any other, by its URI; or all"
                    + " pictures in a folder with a folder for each class.",
            "Files are fetched by the service, which must allow their folder (image.file.roots)."
        })
final class FeedbackSendCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Label every picture in DIR/LABEL/ with LABEL; its id is its path below DIR.")
    @Nullable
    Path folder;

    @Option(names = "--id", paramLabel = "ID", description = "The image's id, as on its prediction.")
    @Nullable
    String id;

    @Option(names = "--label", paramLabel = "LABEL", description = "The right class; a new name starts a new class.")
    @Nullable
    String label;

    @Option(names = "--retract", description = "Take the label of --id back.")
    boolean retract;

    @Option(names = "--uri", paramLabel = "URI", description = "Where the picture is, if it was never classified.")
    @Nullable
    String uri;

    @Option(names = "--annotator", paramLabel = "WHO", description = "Who says so. Default: you.")
    String annotator = System.getProperty("user.name");

    @Option(names = "--id-prefix", paramLabel = "TEXT", description = "Put before each id.")
    String idPrefix = "";

    @Option(names = "--rate", paramLabel = "N", description = "At most so many a second.")
    @Nullable
    Double rate;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rate != null && rate <= 0) {
            throw new ParameterException(spec.commandLine(), "--rate must be greater than 0");
        }
        List<Feedback> all = folder == null ? List.of(one()) : ofFolder(folder);
        Settings settings = cluster.load();
        Quiet.clients();
        ClientSettings clients = new ClientSettings(settings);
        String topic = settings.topic(EventTopics.FEEDBACK);
        try (Topics topics = Topics.connect(clients)) {
            topics.require(List.of(topic));
        }
        new Sending(clients, rate).send(all, feedback -> record(topic, feedback));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("sent", all.size());
        result.put("topic", topic);
        spec.commandLine().getOut().println(json.wanted() ? json.line(result) : "sent " + all.size() + " to " + topic);
        return ExitCode.OK;
    }

    private Feedback one() {
        if (id == null || (label == null) != retract) {
            throw new ParameterException(
                    spec.commandLine(),
                    "give a DIR with a folder for each class, or --id and --label, or --id and --retract");
        }
        return new Feedback(idPrefix + id, label, annotator, Instant.now(), uri);
    }

    private List<Feedback> ofFolder(Path root) throws IOException {
        if (id != null || label != null || retract || uri != null) {
            throw new ParameterException(spec.commandLine(), "--id, --label, --retract and --uri are for one image");
        }
        if (!Files.isDirectory(root)) {
            throw new IllegalArgumentException(root + ": no such folder");
        }
        List<Feedback> all = new ArrayList<>();
        Instant now = Instant.now();
        for (Path labelFolder : classes(root)) {
            String name = String.valueOf(labelFolder.getFileName());
            for (Target picture : ImageTargets.find(List.of(labelFolder.toString()))) {
                all.add(new Feedback(idPrefix + name + "/" + picture.name(), name, annotator, now, picture.uri()));
            }
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    root + " has no pictures in folders of its own; it needs a folder for each class");
        }
        return all;
    }

    private static List<Path> classes(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(String topic, Feedback feedback) {
        try (FeedbackSerde serde = new FeedbackSerde()) {
            return new ProducerRecord<>(
                    topic, feedback.id().getBytes(UTF_8), serde.serializer().serialize(topic, feedback));
        }
    }
}
