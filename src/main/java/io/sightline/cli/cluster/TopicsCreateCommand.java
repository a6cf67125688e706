package io.sightline.cli.cluster;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicSpec;
import io.sightline.kafka.Topics;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline topics create}. */
@Command(
        name = "create",
        description = {
            "Create the topics that do not exist yet.",
            "Names start with topic.prefix; topic.partitions and topic.replication.factor say how they are made."
        })
final class TopicsCreateCommand implements Callable<Integer> {
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
        PrintWriter out = spec.commandLine().getOut();
        List<TopicSpec> specs = EventTopics.specs(settings);
        try (Topics topics = Topics.connect(new ClientSettings(settings))) {
            List<String> created = topics.create(specs);
            for (TopicSpec topic : specs) {
                boolean isNew = created.contains(topic.name());
                if (json.wanted()) {
                    out.println(json.line(
                            Map.of("topic", topic.name(), "partitions", topic.partitions(), "created", isNew)));
                } else {
                    out.println((isNew ? "created " : "exists  ") + topic.name() + " (" + topic.partitions()
                            + " partitions)");
                }
            }
        }
        return ExitCode.OK;
    }
}
