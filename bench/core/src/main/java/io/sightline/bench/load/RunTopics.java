package io.sightline.bench.load;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.ClusterException;
import io.sightline.kafka.TopicSpec;
import io.sightline.kafka.Topics;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * The topics of one run, under a prefix that no other has; deleted afterwards with all that a contender has
 * made under the same prefix. Those of results carry the time at which the broker appended a record.
 */
public final class RunTopics implements AutoCloseable {
    private static final Set<String> RESULTS = Set.of(EventTopics.PREDICTIONS, EventTopics.DEAD_LETTERS);

    private final Settings settings;

    private RunTopics(Settings settings) {
        this.settings = settings;
    }

    /** Creates them, and returns when they can be used. */
    public static RunTopics create(String bootstrapServers, String prefix, int partitions) {
        Settings settings = new Settings(Map.of(
                Settings.BOOTSTRAP_SERVERS,
                bootstrapServers,
                Settings.TOPIC_PREFIX,
                prefix,
                Settings.TOPIC_PARTITIONS,
                String.valueOf(partitions),
                "kafka.producer.linger.ms",
                "0"));
        List<TopicSpec> specs = EventTopics.specs(settings).stream()
                .map(spec -> RESULTS.contains(spec.name().substring(prefix.length()))
                        ? spec.with("message.timestamp.type", "LogAppendTime")
                        : spec)
                .toList();
        try (Topics topics = Topics.connect(new ClientSettings(settings))) {
            topics.create(specs);
        }
        return new RunTopics(settings);
    }

    /** What clients of the run are made with. */
    public ClientSettings clients() {
        return new ClientSettings(settings);
    }

    /** Name of a topic in the cluster. */
    public String name(String topic) {
        return settings.topic(topic);
    }

    @Override
    public void close() {
        try (Admin admin = clients().newAdmin()) {
            List<String> ours = admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(settings.getString(Settings.TOPIC_PREFIX)))
                    .toList();
            admin.deleteTopics(ours).all().get();
        } catch (ExecutionException e) {
            throw new ClusterException("the topics of a run cannot be deleted: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
