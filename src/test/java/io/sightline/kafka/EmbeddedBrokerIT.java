package io.sightline.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded broker as an operator meets it: data that stays, and errors that say what to do. */
class EmbeddedBrokerIT {
    @TempDir
    Path folder;

    @Test
    void keepsRecordsAndClusterIdBetweenRuns() throws Exception {
        String firstId;
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
            firstId = clusterId(broker);
            try (Topics topics = Topics.connect(clients(broker))) {
                topics.create(List.of(TopicSpec.deleted("kept", 1, (short) -1, Duration.ofDays(1))));
            }
            send(broker, "still here");
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, 0)) {
            assertThat(clusterId(broker)).isEqualTo(firstId);
            assertThat(values(broker)).containsExactly("still here");
        }
    }

    @Test
    void aBrokerThatWasKilledComesBackWithWhatItHadAcknowledged() throws Exception {
        Path killed = folder.resolve("killed");
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("running"), 0)) {
            try (Topics topics = Topics.connect(clients(broker))) {
                topics.create(List.of(TopicSpec.deleted("kept", 1, (short) -1, Duration.ofDays(1))));
            }
            send(broker, "still here");
            copy(folder.resolve("running"), killed); // as a kill would leave it
        }
        assertThat(killed.resolve(".kafka_cleanshutdown")).doesNotExist();

        try (EmbeddedBroker broker = EmbeddedBroker.start(killed, 0)) {
            send(broker, "and going on");
            assertThat(values(broker)).containsExactly("still here", "and going on");
        }
    }

    @Test
    void aSecondBrokerInTheSameFolderIsToldSo() {
        try (EmbeddedBroker ignored = EmbeddedBroker.start(folder, 0)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
                    .isInstanceOf(EmbeddedBrokerException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("in use by another broker");
        }
    }

    @Test
    void aTakenPortIsNamedAndTheFolderIsFreeAgain() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(folder, taken.getLocalPort()))
                    .isInstanceOf(EmbeddedBrokerException.class)
                    .hasMessageContaining("port " + taken.getLocalPort())
                    .hasMessageContaining("taken");
        }
        BrokerDirectory.take(folder).close();
    }

    @Test
    void aFolderWithOtherFilesIsLeftAlone() throws IOException {
        Path letter = Files.writeString(folder.resolve("letter.txt"), "dear reader");

        assertThatThrownBy(() -> EmbeddedBroker.start(folder, 0))
                .isInstanceOf(EmbeddedBrokerException.class)
                .hasMessageContaining("letter.txt");
        assertThat(letter).hasContent("dear reader");
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> EmbeddedBroker.start(file.resolve("data"), 0))
                .isInstanceOf(EmbeddedBrokerException.class)
                .hasMessageContaining("cannot be created or written");
    }

    @Test
    void printsNothingOnStandardOutput() {
        PrintStream before = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, UTF_8));
        try {
            EmbeddedBroker.start(folder, 0).close();
        } finally {
            System.setOut(before);
        }
        assertThat(said.toString(UTF_8)).isEmpty();
    }

    private static void send(EmbeddedBroker broker, String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(clients(broker).producer(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("kept", "k", value)).get();
        }
    }

    private static List<String> values(EmbeddedBroker broker) {
        List<String> values = new ArrayList<>();
        try (TopicReader reader = TopicReader.fromBeginning(clients(broker), "kept")) {
            while (!reader.atEnd()) {
                reader.poll(Duration.ofSeconds(1)).forEach(record -> values.add(new String(record.value(), UTF_8)));
            }
        }
        return values;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    private static String clusterId(EmbeddedBroker broker) throws Exception {
        try (Admin admin = clients(broker).newAdmin()) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static ClientSettings clients(EmbeddedBroker broker) {
        return new ClientSettings(new Settings(Map.of(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers())));
    }
}
