package io.sightline.cli.cluster;

import io.sightline.cli.common.ClusterOptions;
import io.sightline.cli.common.JsonOption;
import io.sightline.cli.common.Quiet;
import io.sightline.config.Settings;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicDescription;
import io.sightline.kafka.Topics;
import java.io.PrintWriter;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline topics list}. */
@Command(name = "list", description = "List the topics whose names start with topic.prefix, and their settings.")
final class TopicsListCommand implements Callable<Integer> {
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
        try (Topics topics = Topics.connect(new ClientSettings(settings))) {
            for (TopicDescription topic : topics.list(settings.getString(Settings.TOPIC_PREFIX))) {
                if (json.wanted()) {
                    out.println(json.line(topic));
                } else {
                    out.printf(
                            "%-24s %3d partitions, %d replicas, %s%n",
                            topic.name(),
                            topic.partitions(),
                            topic.replicationFactor(),
                            new TreeMap<>(topic.settings()));
                }
            }
        }
        return ExitCode.OK;
    }
}
