package io.sightline.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.cli.Cli;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.weights.KerasWeights;
import io.sightline.dataset.ColouredPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model owner asks which backbone is worth its cost. */
class CompareCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Path weights = Path.of("");
    private static Path data = Path.of("");

    @BeforeAll
    static void makeDataAndWeights() throws IOException {
        weights = Files.createDirectories(folder.resolve("weights"));
        KerasWeights.write(
                weights.resolve("mobilenet_v2_narrow.weights.h5"),
                DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(0.35, 32)));
        data = folder.resolve("data");
        ColouredPictures.write(data, "red", 40, 1);
        ColouredPictures.write(data, "green", 40, 2);
    }

    @Test
    void trainsWhatItHasWeightsForAndSaysWhatEachCosts() throws IOException {
        Path out = folder.resolve("out");

        Cli.Result run =
                compare("--backbones", "vgg16,mobilenet_v2@0.35", "--weights", weights, "--out", out, "--json");

        assertThat(run.exit()).as(run.err()).isZero();
        JsonNode comparison = JSON.readTree(run.out());
        assertThat(comparison.get("skipped").get(0).get("backbone").asText()).isEqualTo("vgg16");
        assertThat(comparison.get("skipped").get(0).get("reason").asText()).contains("begins with vgg16");
        JsonNode trained = comparison.get("models").get(0);
        assertThat(trained.get("backbone").asText()).isEqualTo("mobilenet_v2@0.35");
        assertThat(trained.get("test").get("accuracy").asDouble()).isGreaterThan(0.8);
        assertThat(trained.get("parameters").asLong()).isEqualTo(410_208 + 1281);
        assertThat(trained.get("bytes").asLong()).isGreaterThan(1_000_000);
        JsonNode cost = trained.get("cost");
        assertThat(cost.get("imagesPerSecond").asDouble()).isPositive();
        assertThat(cost.get("bestImagesPerSecond").asDouble())
                .isGreaterThanOrEqualTo(cost.get("imagesPerSecond").asDouble());
        if (Files.exists(Path.of("/proc/self/status"))) {
            assertThat(cost.get("memoryMiB").asDouble()).isBetween(50.0, 4000.0);
        }

        assertThat(out.resolve("mobilenet_v2@0.35/1/report.html")).exists();
        assertThat(JSON.readTree(out.resolve("compare.json").toFile())).isEqualTo(comparison);
        assertThat(out.resolve("compare.html"))
                .content()
                .contains("mobilenet_v2@0.35", "Not trained", "vgg16")
                .doesNotContain("<script");
    }

    @Test
    void failsWhenNoneHasWeights() {
        Cli.Result run = compare("--backbones", "resnet50", "--weights", weights);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("none of the backbones").contains("resnet50");
    }

    @Test
    void wrongUsageSaysWhatThereIs() {
        assertThat(compare("--backbones", "alexnet").err()).contains("alexnet").contains("inception_v3");
        assertThat(compare("--backbones", "mobilenet_v2@wide").err()).contains("mobilenet_v2@0.35");
        assertThat(compare("--epochs", "0").exit()).isEqualTo(2);

        Cli.Result twice = compare("--backbones", "vgg16,mobilenet_v2,mobilenet_v2@1.0");
        assertThat(twice.exit()).isEqualTo(2);
        assertThat(twice.err()).contains("names mobilenet_v2@1.0 twice");
    }

    private static Cli.Result compare(Object... more) {
        Object[] all = new Object[more.length + 9];
        Object[] args = {"compare", "--data", data, "--image-size", 32, "--epochs", 30, "--seconds", 0.01};
        System.arraycopy(args, 0, all, 0, args.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Cli.run(all);
    }
}
