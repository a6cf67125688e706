package io.sightline.cli.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.cli.Cli;
import io.sightline.event.ImageEvent;
import io.sightline.event.ImageEventReader;
import io.sightline.event.SourceRecord;
import io.sightline.kafka.BrokerExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Sending pictures from the shell: what arrives on the topic is what the service reads. */
class ImagesSendIT {
    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    private final ImageEventReader reader = new ImageEventReader();
    private String prefix = "";

    @BeforeEach
    void aFolderWithPictures() throws IOException {
        Files.createDirectories(folder.resolve("my cats"));
        Files.write(folder.resolve("my cats").resolve("ä 1.jpg"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("dog.PNG"), new byte[] {4, 5});
        Files.write(folder.resolve("notes.txt"), new byte[] {6});
        Files.write(folder.resolve(".hidden.jpg"), new byte[] {7});
    }

    @Test
    void aFolderIsSentAsReferences() {
        Cli.Result result = send("refs.", folder.toString(), "--json");

        assertThat(result.lines()).containsExactly("{\"sent\":2,\"topic\":\"" + prefix + "images\"}");
        assertThat(events(2))
                .extracting(ImageEvent::id, event -> Path.of(java.net.URI.create(String.valueOf(event.uri()))))
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("my cats/ä 1.jpg", real("my cats/ä 1.jpg")),
                        org.assertj.core.groups.Tuple.tuple("dog.PNG", real("dog.PNG")));
    }

    @Test
    void bytesTravelRaw() {
        send("raw.", "--raw", "--key-prefix", "cam7/", folder.toString());

        assertThat(events(2)).allSatisfy(event -> assertThat(event.id()).startsWith("cam7/"));
        assertThat(records(2))
                .anySatisfy(record -> assertThat(record.value()).containsExactly(4, 5))
                .anySatisfy(record -> assertThat(new String(
                                record.headers().lastHeader("content-type").value(), UTF_8))
                        .isEqualTo("image/png"));
    }

    @Test
    void bytesTravelInline() {
        send("inline.", "--inline", folder.resolve("dog.PNG").toString());

        assertThat(events(1))
                .singleElement()
                .extracting(ImageEvent::uri)
                .isEqualTo("data:image/png;base64," + Base64.getEncoder().encodeToString(new byte[] {4, 5}));
    }

    @Test
    void aUriIsSentAsItIsUnderTheIdGiven() {
        send("uri.", "--key", "k1", "https://example.org/a.jpg");

        assertThat(events(1)).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo("k1");
            assertThat(event.uri()).isEqualTo("https://example.org/a.jpg");
        });
    }

    @Test
    void aPictureOfSeveralMegabytesFits() throws IOException {
        Path large = Files.write(folder.resolve("large.jpg"), new byte[5_000_000]);

        assertThat(send("large.", "--raw", large.toString()).exit()).isZero();
        assertThat(records(1))
                .singleElement()
                .satisfies(r -> assertThat(r.value()).hasSize(5_000_000));
    }

    @Test
    void mistakesAreNamed() {
        assertThat(send("wrong.", folder.resolve("absent.jpg").toString()))
                .satisfies(result -> assertThat(result.exit()).isEqualTo(1))
                .satisfies(result -> assertThat(result.err()).contains("absent.jpg: no such file or folder"));
        assertThat(send("wrong.", "--raw", "https://example.org/a.jpg").err()).contains("is a URI");
        assertThat(send("wrong.", "--key", "k", folder.toString()).exit()).isEqualTo(2);
        assertThat(send("wrong.", "--rate", "0", folder.toString()).exit()).isEqualTo(2);
    }

    @Test
    void aMissingTopicIsNamed() {
        Cli.Result result = Cli.run(
                "images",
                "send",
                "https://example.org/a.jpg",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--set",
                "topic.prefix=" + broker.prefix() + "none.");

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("no topic " + broker.prefix() + "none.images", "sightline topics create");
    }

    private Cli.Result send(String topics, String... arguments) {
        prefix = broker.prefix() + topics;
        List<String> all = new ArrayList<>(List.of("images", "send"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers(), "--set", "topic.prefix=" + prefix));
        Cli.run(
                "topics",
                "create",
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--set",
                "topic.prefix=" + prefix,
                "--set",
                "topic.partitions=2");
        return Cli.run(all.toArray(String[]::new));
    }

    private List<ConsumerRecord<byte[], byte[]>> records(int count) {
        return broker.read(prefix + "images", count);
    }

    private List<ImageEvent> events(int count) {
        return records(count).stream()
                .map(record -> reader.read(SourceRecord.of(record)))
                .toList();
    }

    private Path real(String name) {
        try {
            return folder.resolve(name).toRealPath();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
