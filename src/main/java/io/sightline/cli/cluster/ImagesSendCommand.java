package io.sightline.cli.cluster;

import io.sightline.cli.cluster.ImageTargets.Target;
import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.Topics;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sightline images send}. */
@Command(
        name = "send",
        description = {
            "Send image events: one for each file, for each image in a folder and below it, for each URI.",
            "The id and record key is the file's name, or its path below the folder, or the URI. References to files"
                    + " are fetched by the service, which must allow their folder (image.file.roots)."
        })
final class ImagesSendCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "FILE|DIR|URI", description = "What to send.")
    List<String> targets = List.of();

    @ArgGroup
    Form form = new Form();

    @Option(names = "--rate", paramLabel = "N", description = "At most so many images a second.")
    @Nullable
    Double rate;

    @Option(names = "--key", paramLabel = "ID", description = "Id and record key, where one image is sent.")
    @Nullable
    String key;

    @Option(names = "--key-prefix", paramLabel = "TEXT", description = "Put before each id and record key.")
    String keyPrefix = "";

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    /** How the picture travels. */
    static final class Form {
        @Option(names = "--raw", description = "Send the bytes as the record's value, with a content-type header.")
        boolean raw;

        @Option(names = "--inline", description = "Send the bytes inside the event, as a data: URI.")
        boolean inline;

        ImageRecords records() {
            return raw ? ImageRecords.RAW : inline ? ImageRecords.INLINE : ImageRecords.REFERENCE;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rate != null && rate <= 0) {
            throw new ParameterException(spec.commandLine(), "--rate must be greater than 0");
        }
        List<Target> found = ImageTargets.find(targets);
        if (key != null && found.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(), "--key is for one image, and there are " + found.size() + "; use --key-prefix");
        }
        Settings settings = cluster.load();
        Quiet.clients();
        ClientSettings clients = new ClientSettings(settings);
        String topic = settings.topic(EventTopics.IMAGES);
        try (Topics topics = Topics.connect(clients)) {
            topics.require(List.of(topic));
        }
        new Sending(clients, rate)
                .send(
                        found,
                        target ->
                                form.records().record(topic, keyPrefix + (key == null ? target.name() : key), target));
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("sent", found.size());
        result.put("topic", topic);
        spec.commandLine()
                .getOut()
                .println(json.wanted() ? json.line(result) : "sent " + found.size() + " to " + topic);
        return ExitCode.OK;
    }
}
