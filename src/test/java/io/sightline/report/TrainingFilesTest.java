package io.sightline.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.dataset.ColouredPictures;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.PhotoReader.Unreadable;
import io.sightline.dataset.Problem;
import io.sightline.dataset.Split;
import io.sightline.evaluation.Evaluation;
import io.sightline.evaluation.ScoredPhoto;
import io.sightline.model.Calibration;
import io.sightline.model.Manifest;
import io.sightline.training.TrainingOutcome;
import io.sightline.training.fit.EpochResult;
import io.sightline.training.fit.EpochResult.Phase;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** What a model owner finds beside a model. */
class TrainingFilesTest {
    private static final String HOSTILE = "<b>&\"";

    @TempDir
    Path folder;

    @Test
    void aReportShowsHowTrainingWentAndWhereTheModelGoesWrong() throws Exception {
        String html =
                report(run(List.of("blue", "green"), Split.TEST, twoPhases(), new Calibration(1.4, 60, 0.07, 0.02)));

        assertThat(html)
                .contains("surfaces, version 3")
                .contains("test accuracy")
                .contains("ROC of “green”")
                .contains(">fine-tuning</text>")
                .contains("kept: epoch 3")
                .contains("temperature of 1.40: the model was too sure of itself")
                .contains("went from 7.0 % to 2.0 %")
                .contains("head.learningRate")
                .contains("1 picture could not be read");
        assertThat(html.split("data:image/jpeg;base64,", -1)).hasSizeBetween(10, 33);
        assertThat(html).hasSizeLessThan(1_000_000);
    }

    @Test
    void aReportNamesEveryPictureThatCouldNotBeReadAndEveryProblemOfTheFolders() throws Exception {
        TrainingOutcome run = run(List.of("blue", "green"), Split.TEST, twoPhases(), null);
        List<Unreadable> unreadable = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            unreadable.add(new Unreadable(Path.of("blue", "broken & " + i + ".png"), "no picture"));
        }
        Problem leak = new Problem(Problem.Kind.LEAK, List.of(Path.of("a.png")), "a.png is in train and in test");

        String html = report(with(run, unreadable, List.of(leak)));

        assertThat(html)
                .contains("30 pictures could not be read and were passed over")
                .contains("a.png is in train and in test");
        for (int i = 0; i < 30; i++) {
            assertThat(html).contains("<li>blue/broken &amp; " + i + ".png: no picture</li>");
        }
    }

    @Test
    void ofAClassWithoutTestPicturesNothingIsSaid() throws Exception {
        TrainingOutcome run = run(List.of("blue", "green"), Split.TEST, twoPhases(), null);
        List<String> labels = List.of("blue", "green", "red");
        List<ScoredPhoto> scored = run.scored().stream()
                .map(photo -> new ScoredPhoto(photo.file(), photo.label(), Arrays.copyOf(photo.probabilities(), 3)))
                .toList();

        String table = ClassTable.html(Evaluation.of(labels, scored));

        assertThat(table)
                .contains("red</th><td>–</td><td>–</td><td>–</td><td>0</td>")
                .contains("mean of 2 of 3 classes");
    }

    @Test
    void aReportStandsAlone() throws Exception {
        String html = report(run(List.of("blue", "green"), Split.TEST, twoPhases(), null));

        assertThat(html).doesNotContain("<script").doesNotContain("http").doesNotContain("@import");
        for (Matcher svg = Pattern.compile("<svg.*?</svg>").matcher(html); svg.find(); ) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg.group())));
        }
    }

    @Test
    void whatIsInALabelIsNeverTakenForHtml() throws Exception {
        String html = report(run(List.of("blue", HOSTILE), Split.TEST, twoPhases(), null));
        String card = Files.readString(folder.resolve(TrainingFiles.MODEL_CARD));

        assertThat(html).contains("&lt;b&gt;&amp;&quot;").doesNotContain(HOSTILE);
        assertThat(card).contains("\\<b\\>\\&\"").doesNotContain(HOSTILE);
    }

    @Test
    void aSingleEpochWithoutHeldOutPicturesIsReportedToo() throws Exception {
        List<EpochResult> history =
                List.of(new EpochResult(Phase.HEAD, 1, 0.5, 0.8, Double.NaN, Double.NaN, 1e-3, 0.2));

        String html = report(run(List.of("blue", "green"), Split.TRAIN, history, null));
        String card = Files.readString(folder.resolve(TrainingFiles.MODEL_CARD));

        assertThat(html)
                .contains("nothing says how good the model is")
                .contains("kept: epoch 1")
                .doesNotContain("NaN")
                .doesNotContain("Worst mistakes");
        assertThat(card)
                .contains("too few pictures")
                .contains("no test pictures")
                .doesNotContain("model-index");
    }

    @Test
    void figuresOfTheValidationSetAreCalledThat() throws Exception {
        String html = report(run(List.of("blue", "green"), Split.VALIDATION, twoPhases(), null));

        assertThat(html).contains("validation accuracy").contains("they flatter the model");
        assertThat(Files.readString(folder.resolve(TrainingFiles.MODEL_CARD))).contains("split: validation");
    }

    @Test
    void aMatrixOfManyClassesGivesWayToTheCommonestConfusions() throws Exception {
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            labels.add("blue %02d".formatted(i));
        }
        String html = report(run(labels, Split.TEST, twoPhases(), null));

        assertThat(html)
                .contains("the commonest confusions")
                .contains("top 5 accuracy")
                .doesNotContain("class=\"matrix\"");
    }

    @Test
    void theModelCardHasTheFigures() throws Exception {
        report(run(List.of("blue", "green"), Split.TEST, twoPhases(), new Calibration(1.4, 60, 0.07, 0.02)));

        assertThat(Files.readString(folder.resolve(TrainingFiles.MODEL_CARD)))
                .startsWith("---\nlibrary_name: tensorflow\npipeline_tag: image-classification\n")
                .doesNotContain("license")
                .contains("## Intended use", "## Data", "## Metrics", "## Limits")
                .containsPattern("Accuracy \\d+\\.\\d % \\(95 % interval")
                .contains("by a temperature of 1.400")
                .containsPattern("\\| green \\| 0\\.\\d{3} \\|");
    }

    private static TrainingOutcome with(TrainingOutcome run, List<Unreadable> unreadable, List<Problem> problems) {
        return new TrainingOutcome(
                new ImageFolder(run.data().labels(), run.data().photos(), problems),
                unreadable,
                run.history(),
                run.bestEpoch(),
                run.parameters(),
                run.trainedParameters(),
                run.calibration(),
                run.validation(),
                run.test(),
                run.scored(),
                run.extractionSeconds(),
                run.seconds());
    }

    private String report(TrainingOutcome outcome) throws IOException {
        new TrainingFiles().write(folder, "colours", manifest(outcome), outcome);
        return Files.readString(folder.resolve(TrainingFiles.REPORT));
    }

    private static List<EpochResult> twoPhases() {
        return List.of(
                new EpochResult(Phase.HEAD, 1, 0.9, 0.6, 0.8, 0.65, 1e-3, 0.1),
                new EpochResult(Phase.HEAD, 2, 0.6, 0.7, 0.6, 0.75, 1e-3, 0.1),
                new EpochResult(Phase.FINE_TUNING, 3, 0.5, 0.8, 0.5, 0.85, 1e-5, 1.5),
                new EpochResult(Phase.FINE_TUNING, 4, 0.4, 0.9, 0.55, 0.8, 1e-5, 1.5));
    }

    /** All pictures are of one split, but for one that could not be read. */
    private TrainingOutcome run(
            List<String> labels, Split split, List<EpochResult> history, @Nullable Calibration calibration)
            throws IOException {
        ColouredPictures.write(folder, "blue", 20, 1);
        Random random = new Random(2);
        List<Photo> photos = new ArrayList<>();
        List<ScoredPhoto> scored = new ArrayList<>();
        for (int i = 0; i < 20 * labels.size(); i++) {
            Path file = folder.resolve("blue/blue-" + i % 20 + ".png");
            int label = i % labels.size();
            photos.add(new Photo(file, label, "00", split));
            if (split != Split.TRAIN) {
                scored.add(new ScoredPhoto(file, label, probabilities(labels.size(), label, random)));
            }
        }
        Path broken = folder.resolve("broken.png");
        photos.add(new Photo(broken, 0, "01", split));
        Evaluation evaluation = Evaluation.of(labels, scored);
        Evaluation none = Evaluation.of(labels, List.of());
        return new TrainingOutcome(
                new ImageFolder(labels, photos),
                List.of(new Unreadable(broken, "no picture")),
                history,
                Math.min(3, history.size()),
                1000,
                10,
                calibration,
                split == Split.VALIDATION ? evaluation : none,
                split == Split.TEST ? evaluation : none,
                scored,
                1.5,
                75);
    }

    private static float[] probabilities(int classes, int label, Random random) {
        float[] probabilities = new float[classes];
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            probabilities[c] = (float) Math.exp(2 * random.nextGaussian() + (c == label ? 3 : 0));
            sum += probabilities[c];
        }
        for (int c = 0; c < classes; c++) {
            probabilities[c] /= (float) sum;
        }
        return probabilities;
    }

    private static Manifest manifest(TrainingOutcome outcome) {
        Map<String, Object> training = new TreeMap<>();
        training.put("strategy", "fine-tuning");
        training.put("head", Map.of("learningRate", 1e-3f));
        return new Manifest(
                "surfaces",
                3,
                "mobilenet_v2",
                0.35,
                32,
                outcome.data().labels(),
                true,
                Map.of(),
                outcome.calibration(),
                training,
                "abc",
                "formula",
                2,
                Instant.parse("2026-11-24T12:00:00Z"),
                "");
    }
}
