package io.sightline.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.cli.Cli;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.weights.KerasWeights;
import io.sightline.dataset.ColouredPictures;
import io.sightline.engine.ProcessorFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model owner trains, evaluates and tries a model from the command line. */
class ModelCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Path weights = Path.of("");
    private static Path data = Path.of("");

    @BeforeAll
    static void makeDataAndWeights() throws IOException {
        weights = folder.resolve("random.weights.h5");
        KerasWeights.write(weights, DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(0.35, 32)));
        data = folder.resolve("data");
        ColouredPictures.write(data, "red", 40, 1);
        ColouredPictures.write(data, "green", 40, 2);
        ColouredPictures.write(data, "blue", 40, 3);
        Files.writeString(data.resolve("red/broken.jpg"), "this is no picture");
    }

    @Test
    void trainsEvaluatesAndPredicts() throws IOException {
        Path models = folder.resolve("colours");

        Cli.Result trained = train(models);

        assertThat(trained.exit()).as(trained.err()).isZero();
        assertThat(trained.out()).contains("Model colours version 1").contains("precision");
        assertThat(trained.err())
                .contains("alpha 0.35, 32 px, random.weights.h5")
                .containsSubsequence(
                        "for training, ",
                        "for validation, ",
                        "for test",
                        "Training the head",
                        "Epoch 1/60",
                        "Epoch 60/60")
                .contains("1 picture could not be read and was passed over")
                .contains("broken.jpg");

        assertThat(models.resolve("1/report.html")).content().contains("test accuracy", "kept: epoch");
        assertThat(models.resolve("1/model-card.md")).content().contains("# colours, version 1");
        assertThat(JSON.readTree(models.resolve("1/model.json").toFile())
                        .get("metrics")
                        .fieldNames())
                .toIterable()
                .contains("validation.accuracy", "test.accuracy", "test.f1.macro", "test.ece");

        Path fresh = folder.resolve("fresh");
        ColouredPictures.write(fresh, "red", 10, 4);
        ColouredPictures.write(fresh, "green", 10, 5);
        Cli.Result evaluated = Cli.run(
                "evaluate", "--model", models, "--data", fresh, "--json", "--report", folder.resolve("new/look.html"));
        JsonNode figures = JSON.readTree(evaluated.out());
        assertThat(evaluated.exit()).isZero();
        assertThat(figures.fieldNames()).toIterable().startsWith("count", "accuracy", "classes", "confusion");
        assertThat(figures.get("accuracyInterval").get("low").asDouble())
                .isLessThan(figures.get("accuracy").asDouble());
        assertThat(folder.resolve("new/look.html")).content().contains("Evaluated on 20 pictures", "Reliability");
        assertThat(figures.get("count").asInt()).isEqualTo(20);
        assertThat(figures.get("accuracy").asDouble()).isGreaterThan(0.9);
        assertThat(figures.get("classes").get(1).fieldNames())
                .toIterable()
                .containsExactly("label", "precision", "recall", "f1", "count");

        Path red = fresh.resolve("red/red-0.png");
        Cli.Result predicted =
                Cli.run("predict", "--model", models.resolve("1"), "--json", red, fresh.resolve("green/green-1.png"));
        List<String> lines = predicted.out().lines().toList();
        assertThat(predicted.exit()).isZero();
        assertThat(lines).hasSize(2);
        JsonNode first = JSON.readTree(lines.get(0));
        assertThat(first.fieldNames()).toIterable().containsExactly("file", "label", "probability", "classes");
        assertThat(first.get("file").asText()).isEqualTo(red.toString());
        assertThat(first.get("label").asText()).isEqualTo("red");
        assertThat(first.get("classes")).hasSize(3);
        assertThat(JSON.readTree(lines.get(1)).get("label").asText()).isEqualTo("green");
    }

    @Test
    void theSameSeedGivesTheSameModelToTheLastBit() throws IOException {
        train(folder.resolve("once"));
        train(folder.resolve("again"));

        assertThat(folder.resolve("again/1/saved_model.pb"))
                .hasSameBinaryContentAs(folder.resolve("once/1/saved_model.pb"));
    }

    @Test
    void strictTrainingFailsOnAPictureThatCannotBeRead() {
        Path models = folder.resolve("strict");

        Cli.Result run = train(models, "--strict");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("broken.jpg").contains("--strict");
        assertThat(models.resolve("1")).doesNotExist();
    }

    @Test
    void everythingThatIsWrongWithTheDataIsNamedAndWhatCannotBeMeasuredIsSaid() throws IOException {
        Path odd = folder.resolve("odd");
        ColouredPictures.write(odd.resolve("train"), "red", 10, 1);
        ColouredPictures.write(odd.resolve("train"), "green", 10, 2);
        ColouredPictures.write(odd.resolve("validation"), "red", 4, 3);
        ColouredPictures.write(odd.resolve("validation"), "green", 4, 4);
        ColouredPictures.write(odd.resolve("test"), "red", 4, 5);
        Files.copy(odd.resolve("test/red/red-0.png"), odd.resolve("train/red/copy.png"));
        Files.createFile(odd.resolve("train/red/empty.png"));
        for (int i = 0; i < 5; i++) {
            Files.writeString(odd.resolve("train/green/broken-" + i + ".jpg"), "this is no picture " + i);
        }

        Cli.Result run = Cli.run(
                "train",
                "--data",
                odd,
                "--out",
                folder.resolve("odd-models"),
                "--weights",
                weights,
                "--image-size",
                32,
                "--epochs",
                2,
                "--json");
        JsonNode result = JSON.readTree(run.out());

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("1 problem with the data set:")
                .contains("6 pictures could not be read and were passed over:")
                .contains("and 3 more; report.html and --json name all")
                .contains("Note: no test pictures of class green; nothing will say how good the model is on them");
        assertThat(result.get("unreadable").findValuesAsText("file"))
                .containsExactlyInAnyOrder(
                        odd.resolve("train/red/empty.png").toString(),
                        odd.resolve("train/green/broken-0.jpg").toString(),
                        odd.resolve("train/green/broken-1.jpg").toString(),
                        odd.resolve("train/green/broken-2.jpg").toString(),
                        odd.resolve("train/green/broken-3.jpg").toString(),
                        odd.resolve("train/green/broken-4.jpg").toString());
        assertThat(result.get("problems"))
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.asText()).contains("copy.png").contains("for test alone"));
        assertThat(folder.resolve("odd-models/1/report.html"))
                .content()
                .contains("broken-4.jpg", "empty.png: it is empty", "copy.png");
    }

    @Test
    void predictNamesTheFileItCannotReadAndStillDoesTheOthers() {
        Path models = folder.resolve("two");
        train(models);

        Cli.Result run =
                Cli.run("predict", "--model", models, data.resolve("red/broken.jpg"), data.resolve("red/red-1.png"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).containsPattern("red-1.png: red \\(\\d+\\.\\d %\\)");
        assertThat(run.err()).contains("broken.jpg");
    }

    @Test
    void wrongUsageSaysWhatThereIs() {
        Cli.Result backbone = Cli.run("train", "--data", data, "--out", folder, "--backbone", "alexnet");
        Cli.Result strategy = Cli.run("train", "--data", data, "--out", folder, "--strategy", "magic");
        Cli.Result epochs = Cli.run("train", "--data", data, "--out", folder, "--epochs", "0");

        assertThat(backbone.exit()).isEqualTo(2);
        assertThat(backbone.err()).contains("alexnet").contains("mobilenet_v2");
        assertThat(strategy.exit()).isEqualTo(2);
        assertThat(strategy.err().lines().findFirst().orElseThrow())
                .contains("there is no strategy magic; there are feature-extraction, fine-tuning");
        assertThat(epochs.exit()).isEqualTo(2);
        assertThat(epochs.err()).contains("epochs is 0");
    }

    @Test
    void dataThatIsNotThereIsFoundBeforeWeightsAreFetched() {
        Cli.Result run = Cli.run(
                "train", "--data", folder.resolve("nowhere"), "--out", folder.resolve("x"), "--weights", "none.h5");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains("there is no folder", "nowhere");
    }

    @Test
    void whatBfloat16ChangesIsWrittenIntoTheModel() throws IOException {
        assumeTrue(ProcessorFeatures.bfloat16(), "the processor has no bfloat16");
        Path models = folder.resolve("two-precisions");
        assertThat(train(models).exit()).isZero();

        Cli.Result unfair = Cli.run("evaluate", "--model", models, "--data", data, "--precision");
        assertThat(unfair.exit()).isEqualTo(2);
        assertThat(unfair.err()).contains("add --split test");

        Cli.Result run = Cli.run("evaluate", "--model", models, "--data", data, "--split", "test", "--precision");
        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("keep their label", "engine.precision=auto will not take it");
        JsonNode figures = JSON.readTree(models.resolve("1/precision.json").toFile());
        assertThat(figures.get("images").asInt()).isPositive();
        assertThat(figures.get("agreement").asDouble()).isBetween(0.5, 1.0);
    }

    @Test
    void aModelThatIsNoneFailsInOneLine() {
        Cli.Result run = Cli.run("evaluate", "--model", data, "--data", data);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines()).singleElement().asString().contains("sightline train");
    }

    @Test
    void summaryShowsWhatKerasShows() throws IOException {
        Cli.Result table = Cli.run("summary", "--backbone", "mobilenet_v2", "--top");
        JsonNode json = JSON.readTree(Cli.run("summary", "--alpha", "0.35", "--image-size", "96", "--json")
                .out());

        assertThat(table.out())
                .contains("block_16_project_BN (BatchNormalization)")
                .contains("(None, 7, 7, 1280)")
                .contains("Total params: 3,538,984 (13.50 MB)")
                .contains("Trainable params: 3,504,872 (13.37 MB)")
                .contains("Non-trainable params: 34,112 (133.25 KB)");
        assertThat(json.get("parameters").asLong()).isEqualTo(410_208);
        assertThat(json.get("trainable").asLong()).isEqualTo(396_128);
        assertThat(json.get("layers").get(1).toString())
                .isEqualTo("{\"name\":\"Conv1\",\"type\":\"Conv2D\",\"outputShape\":[null,48,48,16],"
                        + "\"parameters\":432}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vgg16|138,357,544 (527.79 MB)|138,357,544 (527.79 MB)|0 (0.00 B)",
                "vgg19|143,667,240 (548.05 MB)|143,667,240 (548.05 MB)|0 (0.00 B)",
                "resnet50|25,636,712 (97.80 MB)|25,583,592 (97.59 MB)|53,120 (207.50 KB)",
                "inception_v3|23,851,784 (90.99 MB)|23,817,352 (90.86 MB)|34,432 (134.50 KB)"
            })
    void summaryCountsWhatKerasCounts(String backbone, String all, String trainable, String fixed) {
        Cli.Result table = Cli.run("summary", "--backbone", backbone, "--top");

        assertThat(table.out())
                .contains("Model: \"" + backbone + "\"")
                .contains("predictions (Dense)")
                .contains("Total params: " + all)
                .contains("Trainable params: " + trainable)
                .contains("Non-trainable params: " + fixed);
    }

    @Test
    void summaryShowsTheInputsOfNetworksThatBranch() {
        Cli.Result chain = Cli.run("summary", "--backbone", "vgg16");
        Cli.Result branches = Cli.run("summary", "--backbone", "inception_v3");

        assertThat(chain.out()).contains("(None, 7, 7, 512)").doesNotContain("Connected to");
        assertThat(branches.out())
                .contains("Connected to")
                .contains("(None, 8, 8, 2048)")
                .contains("activation_85, mixed9_1, concatenate_1, activation_93");
    }

    @Test
    void helpListsTheBackbonesThereAre() {
        assertThat(Cli.run("train", "--help").out().replaceAll("\\s+", " "))
                .contains("vgg16, vgg19, resnet50, inception_v3, mobilenet_v2")
                .contains("inception_v3 299 (at least 75)")
                .contains("mobilenet_v2 0.35|0.5|0.75|1.0|1.3|1.4");
    }

    private static Cli.Result train(Path models, String... more) {
        Object[] args = new Object[] {
            "train",
            "--data",
            data,
            "--out",
            models,
            "--weights",
            weights,
            "--image-size",
            32,
            "--epochs",
            60,
            "--learning-rate",
            0.01
        };
        Object[] all = Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return Cli.run(all);
    }
}
