package io.sightline.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Kafka broker inside this process: one KRaft node in the combined role, on the loopback
 * address only. Data is kept in its folder and found again by the next start. Topics are not created
 * by themselves; see {@link Topics}.
 *
 * <pre>{@code
 * try (EmbeddedBroker broker = EmbeddedBroker.start(Path.of("data/broker"), 0)) {
 *     connectTo(broker.bootstrapServers());
 * }
 * }</pre>
 *
 * <p>Threading notes: start and close on any thread; close once.
 */
public final class EmbeddedBroker implements AutoCloseable {
    static final String HOST = "127.0.0.1";

    private static final Logger logger = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final int ATTEMPTS = 3;

    private final BrokerDirectory directory;
    private final int port;
    private final KafkaRaftServer server;

    private EmbeddedBroker(BrokerDirectory directory, int port, KafkaRaftServer server) {
        this.directory = directory;
        this.port = port;
        this.server = server;
    }

    /**
     * Starts a broker and returns when it answers clients.
     *
     * @param dataDir folder for its data; created where needed
     * @param port port for clients on 127.0.0.1; 0 takes a free one
     * @throws EmbeddedBrokerException if the folder or the port cannot be had, or Kafka fails to start
     */
    public static EmbeddedBroker start(Path dataDir, int port) {
        return start(dataDir, port, Map.of());
    }

    /** The same with settings of Kafka's on top: what a cluster of users may have that this one does not. */
    static EmbeddedBroker start(Path dataDir, int port, Map<String, String> more) {
        trapExit();
        BrokerDirectory directory =
                BrokerDirectory.take(dataDir.toAbsolutePath().normalize());
        try {
            return startIn(directory, port, more);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Where clients find it, for example {@code 127.0.0.1:9092}. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** The port clients use. */
    public int port() {
        return port;
    }

    /** Stops the broker; what it has acknowledged is on disk. */
    @Override
    public void close() {
        stop();
        directory.close();
    }

    private void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static EmbeddedBroker startIn(BrokerDirectory directory, int port, Map<String, String> more) {
        if (directory.wasKilled()) {
            // The controller takes the node that was killed for alive, and refuses its successor, until its session
            // is over. A run with short sessions that ends in order spares the wait of the long ones.
            start(directory, port, BrokerProperties.SHORT_SESSION, more).stop();
        }
        return start(directory, port, BrokerProperties.SESSION, more);
    }

    private static EmbeddedBroker start(
            BrokerDirectory directory, int port, Map<String, String> session, Map<String, String> more) {
        for (int attempt = 1; ; attempt++) {
            BrokerPorts ports = BrokerPorts.find(port);
            Properties properties = BrokerProperties.of(directory.path(), ports);
            properties.putAll(session);
            properties.putAll(more);
            if (!directory.isFormatted()) {
                format(properties);
            }
            KafkaRaftServer server = null;
            try {
                server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
                server.startup();
                return new EmbeddedBroker(directory, ports.client(), server);
            } catch (RuntimeException | Error e) {
                stopAfter(e, server);
                // Between finding free ports and Kafka's binding them another process can take one.
                if (attempt == ATTEMPTS || !causedByPort(e)) {
                    throw new EmbeddedBrokerException(
                            "the embedded broker in " + directory.path() + " failed to start: " + rootMessage(e), e);
                }
                logger.warn("A port was taken while the broker started; trying again");
            }
        }
    }

    private static void format(Properties properties) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try {
            Path file = Files.createTempFile("sightline-broker", ".properties");
            try (OutputStream out = Files.newOutputStream(file);
                    PrintStream printer = new PrintStream(said, true, StandardCharsets.UTF_8)) {
                properties.store(out, null);
                int exit = StorageTool.execute(
                        new String[] {
                            "format", "-t", Uuid.randomUuid().toString(), "-c", file.toString(), "--ignore-formatted"
                        },
                        printer);
                if (exit != 0) {
                    throw new EmbeddedBrokerException("the broker's data folder cannot be formatted: "
                            + said.toString(StandardCharsets.UTF_8).strip());
                }
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new EmbeddedBrokerException("the broker's data folder cannot be formatted (" + e + ")", e);
        }
    }

    /** Kafka ends the process on a fault of its own; here that is a fault of the broker alone. */
    private static void trapExit() {
        Exit.Procedure trap = (status, message) -> {
            throw new IllegalStateException("the embedded broker has failed" + (message == null ? "" : ": " + message));
        };
        Exit.setExitProcedure(trap);
        Exit.setHaltProcedure(trap);
    }

    private static void stopAfter(Throwable failure, @Nullable KafkaRaftServer server) {
        if (server == null) {
            return;
        }
        try {
            server.shutdown();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static boolean causedByPort(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof java.net.BindException) {
                return true;
            }
        }
        return false;
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }
}
