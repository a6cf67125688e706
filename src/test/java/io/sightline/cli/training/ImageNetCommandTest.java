package io.sightline.cli.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.cli.Cli;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.cnn.Shared;
import io.sightline.cnn.weights.KerasWeights;
import io.sightline.dataset.ColouredPictures;
import io.sightline.event.Json;
import io.sightline.model.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user who has no pictures of their own takes ImageNet's classes as they are. */
class ImageNetCommandTest {
    @TempDir
    Path folder;

    @Test
    void writesAModelThatPredictsAThousandClasses() throws IOException {
        Path weights = folder.resolve("with-top.weights.h5");
        KerasWeights.write(
                weights, DeterministicWeights.network(Backbone.MOBILENET_V2.architectureWithTop(0.35, 96, 1000)));
        Path labels = Files.write(
                folder.resolve("labels.txt"),
                IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList());
        Path out = folder.resolve("things");

        Cli.Result made =
                Cli.run("imagenet", "--out", out, "--weights", weights, "--labels", labels, "--image-size", 96);

        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.out())
                .contains("Model things version 1")
                .contains(out.resolve("1").toString());
        assertThat(made.err()).contains("mobilenet_v2, alpha 0.35, 96 px, with-top.weights.h5");
        Bundle bundle = Bundle.read(out);
        assertThat(bundle.info().labels()).hasSize(1000).startsWith("class 0");
        assertThat(bundle.manifest().training()).isEqualTo(Map.of("strategy", "imagenet"));

        ColouredPictures.write(folder.resolve("data"), "class 1", 1, 1);
        ColouredPictures.write(folder.resolve("data"), "mouse", 1, 2);
        Cli.Result evaluated = Cli.run("evaluate", "--model", out, "--data", folder.resolve("data"));
        assertThat(evaluated.exit()).isEqualTo(1);
        assertThat(evaluated.err())
                .contains("has a class mouse that model things does not know; it knows class 0, class 1,")
                .contains("class 9 and 990 more");
    }

    @Test
    void classifiesPhotosAsKerasDoes() throws IOException {
        Path weights = Shared.file("weights/mobilenet_v2_1.0_224.h5");
        Path index = Shared.file("parity/imagenet_class_index.json");
        JsonNode photos =
                Json.mapper().readTree(Shared.file("parity/photo_features.json").toFile());
        Path out = folder.resolve("imagenet");

        Cli.Result made = Cli.run("imagenet", "--out", out, "--weights", weights, "--labels", index);
        List<Object> predict = new ArrayList<>(List.of("predict", "--json", "--model", out));
        photos.forEach(
                photo -> predict.add(Shared.file("photos/" + photo.get("file").asText())));
        Cli.Result predicted = Cli.run(predict.toArray());

        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(predicted.exit()).as(predicted.err()).isZero();
        List<String> labels = Bundle.read(out).info().labels();
        List<String> lines = predicted.out().lines().toList();
        assertThat(lines).hasSize(photos.size()).hasSizeGreaterThanOrEqualTo(24);
        for (int i = 0; i < lines.size(); i++) {
            JsonNode classes = Json.mapper().readTree(lines.get(i)).get("classes");
            JsonNode keras = photos.get(i).get("imagenet_top3");
            for (int rank = 0; rank < keras.size(); rank++) {
                assertThat(classes.get(rank).get("label").asText())
                        .as("rank %d of %s", rank + 1, photos.get(i).get("file"))
                        .isEqualTo(labels.get(keras.get(rank).get(0).asInt()));
                assertThat(classes.get(rank).get("probability").asDouble())
                        .isCloseTo(keras.get(rank).get(1).asDouble(), within(1e-4));
            }
        }
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        Path noTop = folder.resolve("no-top.weights.h5");
        KerasWeights.write(noTop, DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(0.35, 96)));
        Path labels = Files.writeString(folder.resolve("few.txt"), "cat\ndog\n");
        Path all = Files.write(
                folder.resolve("labels.txt"),
                IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList());

        Cli.Result fewLabels =
                Cli.run("imagenet", "--out", folder.resolve("m"), "--weights", noTop, "--labels", labels);
        Cli.Result noClasses =
                Cli.run("imagenet", "--out", folder.resolve("m"), "--weights", noTop, "--labels", all, "--alpha", 0.35);
        Cli.Result wrongSize =
                Cli.run("imagenet", "--out", folder.resolve("m"), "--backbone", "vgg16", "--image-size", 96);

        assertThat(fewLabels.exit()).isEqualTo(1);
        assertThat(fewLabels.err()).contains("few.txt names 2 classes");
        assertThat(noClasses.exit()).isEqualTo(1);
        assertThat(noClasses.err()).contains("no-top.weights.h5").contains("predictions");
        assertThat(wrongSize.exit()).isEqualTo(2);
        assertThat(wrongSize.err()).contains("image size is 96").contains("exactly 224");
        assertThat(folder.resolve("m")).doesNotExist();
    }
}
