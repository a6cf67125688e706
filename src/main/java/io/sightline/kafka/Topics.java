package io.sightline.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates and describes topics. Sightline's topics are created with explicit settings and never by
 * the broker's auto-creation.
 *
 * <p>Threading notes: safe for any number of threads.
 */
public final class Topics implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long LOOK_AGAIN_MS = 20;

    private final Admin admin;
    private final String address;

    private Topics(Admin admin, String address) {
        this.admin = admin;
        this.address = address;
    }

    /**
     * Connects to the cluster and makes sure that it answers.
     *
     * @throws ClusterException if no broker answers within 10 seconds
     */
    public static Topics connect(ClientSettings clients) {
        Admin admin = clients.newAdmin();
        Topics topics = new Topics(admin, clients.bootstrapServers());
        try {
            topics.await(admin.describeCluster().nodes());
            return topics;
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Creates the topics that do not exist and returns when all of them can be used.
     *
     * @return names of those that were created, in order of name
     * @throws ClusterException if one exists with another number of partitions (nothing is created
     *     then), or the cluster refuses
     */
    public List<String> create(Collection<TopicSpec> specs) {
        Map<String, Integer> existing = partitions();
        List<TopicSpec> missing = new ArrayList<>();
        for (TopicSpec spec : specs) {
            Integer partitions = existing.get(spec.name());
            if (partitions == null) {
                missing.add(spec);
            } else if (partitions != spec.partitions()) {
                throw new ClusterException("the topic " + spec.name() + " exists with " + partitions
                        + " partitions, not " + spec.partitions() + "; set topic.partitions=" + partitions
                        + ", or delete the topic, or choose another topic.prefix");
            }
        }
        Set<String> created = new TreeSet<>();
        admin.createTopics(missing.stream().map(TopicSpec::toNewTopic).toList())
                .values()
                .forEach((name, result) -> {
                    if (createdByUs(result)) {
                        created.add(name);
                    }
                });
        awaitLeaders(specs);
        return List.copyOf(created);
    }

    /** The topics of the cluster whose names start with the prefix, by name; internal ones left out. */
    public List<TopicDescription> list(String prefix) {
        Set<String> names = names();
        names.removeIf(name -> !name.startsWith(prefix));
        Map<ConfigResource, Config> settings = await(admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all());
        Map<String, TopicDescription> found = new TreeMap<>();
        await(admin.describeTopics(names).allTopicNames()).forEach((name, topic) -> {
            Map<String, String> own = new TreeMap<>();
            Config config = settings.get(new ConfigResource(ConfigResource.Type.TOPIC, name));
            if (config != null) {
                config.entries().stream()
                        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                        .forEach(entry -> own.put(entry.name(), entry.value()));
            }
            int replicas = topic.partitions().get(0).replicas().size();
            found.put(name, new TopicDescription(name, topic.partitions().size(), replicas, own));
        });
        return List.copyOf(found.values());
    }

    /**
     * Makes sure that topics exist.
     *
     * @throws ClusterException naming those that do not, and the command that creates them
     */
    public void require(Collection<String> names) {
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(names());
        if (!missing.isEmpty()) {
            throw new ClusterException("no topic " + String.join(", ", missing) + " at " + address
                    + "; create it with `sightline topics create --bootstrap-servers " + address
                    + "`, or, where it is there, grant this client the right to describe it");
        }
    }

    /**
     * Makes sure that whatever is on one topic can go to others: as many partitions, and room for what is
     * added to a record.
     *
     * @throws ClusterException naming the topic that does not match
     */
    public void requireMatch(String from, Collection<String> to, int addedBytes) {
        Set<String> names = new TreeSet<>(to);
        names.add(from);
        Map<String, Integer> partitions = partitions();
        names.forEach(name -> {
            if (!Objects.equals(partitions.get(name), partitions.get(from))) {
                throw new ClusterException("the topic " + name + " has " + partitions.get(name) + " partitions, but "
                        + from + " has " + partitions.get(from) + "; results stand on the partitions of their images,"
                        + " so give both the same number");
            }
        });
        Map<ConfigResource, Config> configs = await(admin.describeConfigs(names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList())
                .all());
        Map<String, Long> limits = new TreeMap<>();
        configs.forEach((topic, config) -> limits.put(
                topic.name(),
                Long.parseLong(config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value())));
        long needed = limits.getOrDefault(from, 0L) + addedBytes;
        limits.forEach((name, limit) -> {
            if (!name.equals(from) && limit < needed) {
                throw new ClusterException("the topic " + name + " takes records of at most " + limit + " bytes, but "
                        + from + " takes " + limits.get(from) + ", to which up to " + addedBytes
                        + " are added; raise max.message.bytes of " + name + " to " + needed + " or lower that of "
                        + from);
            }
        });
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }

    private Set<String> names() {
        return new TreeSet<>(await(admin.listTopics().names()));
    }

    private Map<String, Integer> partitions() {
        Map<String, Integer> counts = new TreeMap<>();
        await(admin.describeTopics(names()).allTopicNames())
                .forEach((name, topic) -> counts.put(name, topic.partitions().size()));
        return counts;
    }

    private boolean createdByUs(KafkaFuture<Void> result) {
        try {
            await(result);
            return true;
        } catch (ClusterException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false; // another instance starting at the same moment was first
            }
            throw e;
        }
    }

    /**
     * A new partition is listed before its leader serves it, and a producer that is refused by the leader
     * at its first record can get its sequence numbers out of step; asking the leader for the end of each
     * partition shows when it does.
     */
    private void awaitLeaders(Collection<TopicSpec> specs) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicSpec spec : specs) {
            for (int partition = 0; partition < spec.partitions(); partition++) {
                ends.put(new TopicPartition(spec.name(), partition), OffsetSpec.latest());
            }
        }
        long giveUp = System.nanoTime() + ANSWER.toNanos();
        while (true) {
            try {
                await(admin.listOffsets(ends).all());
                return;
            } catch (ClusterException e) {
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > giveUp) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while waiting for topics to appear", e);
        }
    }

    private <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unreachable(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
                throw unreachable(cause);
            }
            throw new ClusterException("the cluster at " + address + " refused: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while waiting for the cluster at " + address, e);
        }
    }

    private ClusterException unreachable(Throwable cause) {
        return new ClusterException(
                "no Kafka broker answers at " + address + " within " + ANSWER.toSeconds()
                        + " s; check bootstrap.servers and kafka.security.*, or start a broker with `sightline broker`",
                cause);
    }
}
