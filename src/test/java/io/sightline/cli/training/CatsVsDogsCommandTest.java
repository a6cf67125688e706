package io.sightline.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.cli.Cli;
import io.sightline.dataset.catsdogs.PetArchives;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatsVsDogsCommandTest {
    @TempDir
    Path folder;

    @Test
    void preparesOnceAndSaysWhatThereIs() throws IOException {
        Path archive = PetArchives.write(folder.resolve("pets.zip"), 30);
        Path out = folder.resolve("pets");

        Cli.Result first = Cli.run("dataset", "cats-vs-dogs", "--out", out, "--archive", archive);
        Cli.Result second = Cli.run("dataset", "cats-vs-dogs", "--out", out, "--json");

        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out())
                .containsPattern("cat +\\d+ +\\d+ +\\d+")
                .contains("3 files of the archive are no pictures")
                .contains("666.jpg: it is empty")
                .contains("Data set: " + out);
        assertThat(second.exit()).isZero();
        assertThat(second.err()).contains("was prepared before");
        JsonNode json = new ObjectMapper().readTree(second.out());
        assertThat(json.fieldNames()).toIterable().containsExactly("folder", "classes", "leftOut");
        assertThat(json.at("/classes/1/label").asText()).isEqualTo("dog");
        assertThat(json.get("leftOut")).hasSize(3);
    }

    @Test
    void anArchiveThatIsNotThereFailsInOneLine() {
        Cli.Result run = Cli.run(
                "dataset", "cats-vs-dogs", "--out", folder.resolve("pets"), "--archive", folder.resolve("none.zip"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains("none.zip");
    }
}
