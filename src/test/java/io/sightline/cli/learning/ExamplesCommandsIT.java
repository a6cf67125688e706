package io.sightline.cli.learning;

import static io.sightline.learning.examples.TestExamples.NOON;
import static io.sightline.learning.examples.TestExamples.example;
import static io.sightline.learning.examples.TestExamples.jpeg;
import static io.sightline.learning.examples.TestExamples.produced;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.cli.Cli;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.kafka.BrokerExtension;
import io.sightline.model.Bundle;
import io.sightline.model.TestModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A model owner looks at what reviewers have taught, and takes it away to train with. */
class ExamplesCommandsIT {
    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    private String prefix = "";

    @BeforeEach
    void ownTopics() {
        prefix = broker.prefix() + UUID.randomUUID().toString().substring(0, 8) + ".";
        assertThat(sightline("topics", "create", "--set", "topic.partitions=2").exit())
                .isZero();
    }

    @Test
    void theExamplesAreCountedAndExportedAsADataSetOfTheSameSplits() {
        Cli.Result none = sightline("examples", "list");
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).contains("no examples yet");
        label("red", 'r', 30);
        label("blue", 'b', 20);
        label("green", 'g', 1);
        takeBack("g0");

        assertThat(sightline("examples", "list", "--json").lines()).hasSize(2);
        Path out = folder.resolve("exported");
        assertThat(sightline("examples", "export", "--out", out).out())
                .contains("50 pictures of 2 classes")
                .contains("{blue=20, red=30}");

        ImageFolder data = ImageFolder.scan(out);
        assertThat(data.labels()).containsExactly("blue", "red");
        assertThat(data.photos())
                .hasSize(50)
                .allSatisfy(photo -> assertThat(photo.split()).isEqualTo(Split.ofContent(photo.sha256())));
        long blueTests = data.photos(Split.TEST).stream()
                .map(Photo::label)
                .filter(label -> label == 0)
                .count();
        assertThat(sightline("examples", "list").lines().get(0))
                .startsWith("blue")
                .endsWith(blueTests + " test");
        assertThat(sightline("examples", "export", "--out", out).err()).contains("not empty");
    }

    @Test
    void aLabelThatIsNoFolderNameIsNamed() {
        label("../../etc", 'r', 1);

        Cli.Result result = sightline("examples", "export", "--out", folder.resolve("exported"));

        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("../../etc").contains("name of a folder");
    }

    @Test
    void aRunIsAskedFor() {
        Bundle bundle = TestModels.write(folder.resolve("trained"), "good", "bad");
        sightline("models", "publish", bundle.folder(), "--promote");

        assertThat(sightline("models", "train-now", "--why", "new supplier", "--by", "anna")
                        .out())
                .contains("A training run of surfaces is asked for");

        assertThat(sightline("models", "events").out()).containsPattern("requested .*anna: new supplier");
    }

    private void label(String label, char colour, int count) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] jpeg = jpeg(colour, i);
            records.add(produced(prefix + "examples", example(colour + "" + i, label, jpeg, NOON), jpeg));
        }
        broker.send(records);
    }

    private void takeBack(String id) {
        broker.send(List.of(new ProducerRecord<>(prefix + "examples", id.getBytes(StandardCharsets.UTF_8), null)));
    }

    private Cli.Result sightline(Object... words) {
        return Cli.run(Stream.concat(
                        Arrays.stream(words),
                        Stream.of("--bootstrap-servers", broker.bootstrapServers(), "--set", "topic.prefix=" + prefix))
                .toArray());
    }
}
