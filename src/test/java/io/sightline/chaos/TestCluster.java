package io.sightline.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.Uuid;

/**
 * A cluster of real brokers, each a process. Every broker has two doors for clients: its own port, and
 * a {@link FaultyLink} that a client which came by it keeps to.
 */
final class TestCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final List<Node> nodes = new ArrayList<>();
    private final List<FaultyLink> links = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Admin admin;

    /** Starts so many brokers and waits until they have found one another. */
    TestCluster(int size, Path folder) throws IOException {
        List<Integer> controllers = new ArrayList<>();
        List<Integer> behind = new ArrayList<>();
        freePorts(size, ports, controllers, behind);
        String voters = IntStream.range(0, size)
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllers.get(i))
                .collect(Collectors.joining(","));
        String id = Uuid.randomUuid().toString();
        String run = UUID.randomUUID().toString().substring(0, 8);
        for (int i = 0; i < size; i++) {
            FaultyLink link = new FaultyLink().to(behind.get(i));
            links.add(link);
            Properties settings = settings(size);
            settings.put("node.id", Integer.toString(i + 1));
            settings.put("controller.quorum.voters", voters);
            settings.put(
                    "listeners",
                    "PLAINTEXT://127.0.0.1:%d,LINK://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                            .formatted(ports.get(i), behind.get(i), controllers.get(i)));
            settings.put(
                    "advertised.listeners",
                    "PLAINTEXT://127.0.0.1:%d,LINK://127.0.0.1:%d".formatted(ports.get(i), link.port()));
            settings.put("log.dirs", folder.resolve("broker-" + (i + 1)).toString());
            nodes.add(Node.start("chaos-" + run + "-broker-" + (i + 1), id, settings, folder));
        }
        admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
        awaitBrokers(size);
    }

    /** For clients that see the cluster as it is. */
    String bootstrapServers() {
        return addresses(ports);
    }

    /** For clients whose network can fail. */
    String bootstrapServersBehindLinks() {
        return addresses(links.stream().map(FaultyLink::port).toList());
    }

    Node node(int number) {
        return nodes.get(number - 1);
    }

    List<FaultyLink> links() {
        return links;
    }

    /** The number of the broker that leads a topic's first partition. */
    int leader(String topic) {
        return partitions(topic).get(0).leader().id();
    }

    /** Waits until every replica of a topic is in sync again. */
    void awaitInSync(String topic) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> partitions(topic).stream()
                        .allMatch(partition ->
                                partition.isr().size() == partition.replicas().size()));
    }

    void deleteTopic(String topic) throws ExecutionException, InterruptedException {
        admin.deleteTopics(List.of(topic)).all().get();
    }

    @Override
    public void close() throws IOException {
        admin.close(Duration.ZERO);
        nodes.forEach(Node::close);
        for (FaultyLink link : links) {
            link.close();
        }
    }

    private List<TopicPartitionInfo> partitions(String topic) {
        try {
            return admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void awaitBrokers(int size) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> admin.describeCluster().nodes().get().size() == size);
    }

    private static Properties settings(int size) {
        String replicas = Integer.toString(size);
        String inSync = Integer.toString(Math.max(1, size - 1));
        Properties p = new Properties();
        p.put("process.roles", "broker,controller");
        p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,LINK:PLAINTEXT,CONTROLLER:PLAINTEXT");
        p.put("controller.listener.names", "CONTROLLER");
        p.put("inter.broker.listener.name", "PLAINTEXT");
        p.put("auto.create.topics.enable", "false");
        p.put("default.replication.factor", replicas);
        p.put("min.insync.replicas", inSync);
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            p.put(topic + ".replication.factor", replicas);
            p.put(topic + ".num.partitions", "3");
        }
        p.put("transaction.state.log.min.isr", inSync);
        p.put("share.coordinator.state.topic.min.isr", inSync);
        p.put("group.initial.rebalance.delay.ms", "0");
        p.put("broker.session.timeout.ms", "6000");
        p.put("log.cleaner.dedupe.buffer.size", "8388608");
        p.put("num.network.threads", "2");
        p.put("num.io.threads", "2");
        p.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
        return p;
    }

    private static String addresses(List<Integer> of) {
        return of.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    /** All at once, so that none is found twice. */
    @SafeVarargs
    private static void freePorts(int size, List<Integer>... lists) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (List<Integer> list : lists) {
                for (int i = 0; i < size; i++) {
                    ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    sockets.add(socket);
                    list.add(socket.getLocalPort());
                }
            }
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }
}
