package io.sightline.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.cli.Cli;
import io.sightline.event.Feedback;
import io.sightline.event.FeedbackReader;
import io.sightline.event.SourceRecord;
import io.sightline.kafka.BrokerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Labelling from the shell: what arrives on the topic is what the service reads. */
class FeedbackSendIT {
    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    private String topicPrefix = "";

    @BeforeEach
    void aTopic() {
        topicPrefix = broker.prefix() + Long.toHexString(System.nanoTime()) + ".";
        broker.createTopics(2, topicPrefix + "feedback");
    }

    @Test
    void oneImageIsLabelledAndTheLabelTakenBack() {
        assertThat(send("--id", "cam7/000123", "--label", "dent", "--annotator", "anna")
                        .exit())
                .isZero();
        assertThat(send("--id", "cam7/000123", "--retract").exit()).isZero();

        assertThat(feedback(2))
                .extracting(Feedback::id, Feedback::label)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("cam7/000123", "dent"),
                        org.assertj.core.groups.Tuple.tuple("cam7/000123", null));
    }

    @Test
    void aFolderForEachClassIsLabelledWithTheirNames() throws IOException {
        Files.write(Files.createDirectories(folder.resolve("big dent")).resolve("1.jpg"), new byte[] {1});
        Files.write(Files.createDirectories(folder.resolve("ok/monday")).resolve("2.png"), new byte[] {2});
        Files.write(Files.createDirectories(folder.resolve(".git")).resolve("3.png"), new byte[] {2});

        assertThat(send(folder.toString(), "--id-prefix", "taught/", "--json").lines())
                .containsExactly("{\"sent\":2,\"topic\":\"" + topicPrefix + "feedback\"}");

        assertThat(feedback(2))
                .extracting(Feedback::id, Feedback::label)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("taught/big dent/1.jpg", "big dent"),
                        org.assertj.core.groups.Tuple.tuple("taught/ok/monday/2.png", "ok"));
        assertThat(feedback(2))
                .allSatisfy(feedback -> assertThat(feedback.uri()).startsWith("file:///"));
    }

    @Test
    void whatCannotBeMeantIsRefused() {
        assertThat(send("--id", "a").exit()).isEqualTo(2);
        assertThat(send("--id", "a", "--label", "b", "--retract").exit()).isEqualTo(2);
        assertThat(send(folder.toString(), "--label", "b").exit()).isEqualTo(2);
        assertThat(send(folder.toString()).err()).contains("a folder for each class");
    }

    private Cli.Result send(String... arguments) {
        List<String> all = new ArrayList<>(List.of("feedback", "send"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers(), "--set", "topic.prefix=" + topicPrefix));
        return Cli.run(all.toArray());
    }

    private List<Feedback> feedback(int count) {
        FeedbackReader reader = new FeedbackReader();
        return broker.read(topicPrefix + "feedback", count).stream()
                .map(record -> reader.read(SourceRecord.of(record)))
                .toList();
    }
}
