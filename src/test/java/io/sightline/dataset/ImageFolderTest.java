package io.sightline.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFolderTest {
    @TempDir
    Path folder;

    @Test
    void classesAreSortedByNameAndPicturesFoundAtAnyDepth() throws IOException {
        put("zebra/1.jpg", "a");
        put("ant/deep/er/2.PNG", "b");
        put("Bee/3.JpEg", "c");
        put("Bee/4.webp", "d");
        put("Bee/notes.txt", "no picture");
        put("Bee/.hidden.jpg", "e");
        put("Bee/.thumbs/5.jpg", "f");
        put(".git/x.jpg", "g");

        ImageFolder data = ImageFolder.scan(folder);

        assertThat(data.labels()).containsExactly("Bee", "ant", "zebra");
        assertThat(data.photos())
                .extracting(photo ->
                        data.labels().get(photo.label()) + ":" + photo.file().getFileName())
                .containsExactly("Bee:3.JpEg", "Bee:4.webp", "ant:2.PNG", "zebra:1.jpg");
    }

    @Test
    void theSplitIsAboutEightyTenTenAndCopiesNeverPartWays() throws IOException {
        for (int i = 0; i < 500; i++) {
            put("a/" + i + ".jpg", "picture " + i);
            put("b/copy-of-" + i + ".jpg", "picture " + i);
        }

        ImageFolder data = ImageFolder.scan(folder);

        assertThat(data.photos(Split.TRAIN)).hasSizeBetween(740, 860);
        assertThat(data.photos(Split.VALIDATION)).hasSizeBetween(60, 140);
        assertThat(data.photos(Split.TEST)).hasSizeBetween(60, 140);
        assertThat(data.photos().stream().filter(photo -> photo.label() == 0).map(Photo::split))
                .isEqualTo(data.photos().stream()
                        .filter(photo -> photo.label() == 1)
                        .map(Photo::split)
                        .toList());
    }

    @Test
    void aPictureStaysInItsSplitWhenOthersComeAndItIsRenamed() throws IOException {
        put("a/1.jpg", "first");
        put("b/2.jpg", "second");
        ImageFolder before = ImageFolder.scan(folder);
        Files.move(folder.resolve("a/1.jpg"), folder.resolve("a/renamed.jpg"));
        put("a/0.jpg", "third");

        ImageFolder after = ImageFolder.scan(folder);

        assertThat(after.photos().get(1).split())
                .isEqualTo(before.photos().get(0).split());
        assertThat(after.hash()).isNotEqualTo(before.hash());
    }

    @Test
    void takesTheSplitsOfFoldersThatHaveThem() throws IOException {
        for (String split : new String[] {"train", "val", "test"}) {
            put(split + "/a/1.jpg", split + "1");
            put(split + "/b/2.jpg", split + "2");
        }

        ImageFolder data = ImageFolder.scan(folder);

        assertThat(data.labels()).containsExactly("a", "b");
        assertThat(data.photos(Split.TRAIN))
                .hasSize(2)
                .allMatch(photo -> photo.file().startsWith(folder.resolve("train")));
        assertThat(data.photos(Split.VALIDATION)).hasSize(2);
        assertThat(data.photos(Split.TEST)).hasSize(2);
    }

    @Test
    void refusesAClassInTheTestFolderThatTrainingHasNot() throws IOException {
        put("train/a/1.jpg", "1");
        put("train/b/1.jpg", "2");
        put("test/c/1.jpg", "3");

        assertThatThrownBy(() -> ImageFolder.scan(folder))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("[c]");
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        assertThatThrownBy(() -> ImageFolder.scan(folder.resolve("none"))).hasMessageContaining("none");
        assertThatThrownBy(() -> ImageFolder.scan(folder)).hasMessageContaining("no class");
        put("only/1.jpg", "1");
        assertThatThrownBy(() -> ImageFolder.scan(folder))
                .hasMessageContaining("one class")
                .hasMessageContaining("only");
        Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> ImageFolder.scan(folder))
                .hasMessageContaining("class empty")
                .hasMessageContaining("no pictures");
    }

    @ParameterizedTest
    @CsvSource({
        "train, 'TRAIN,VALIDATION,TEST'",
        "train+test, 'TRAIN,VALIDATION,TEST'",
        "train+val, 'TRAIN,VALIDATION'",
        "test, TEST",
        "validation+test, 'VALIDATION,TEST'",
    })
    void anyOfTheSplitFoldersWillDo(String folders, String splits) throws IOException {
        for (String split : folders.split("\\+")) {
            for (int i = 0; i < 100; i++) {
                put(split + "/a/" + i + ".jpg", split + "a" + i);
                put(split + "/b/" + i + ".jpg", split + "b" + i);
            }
        }

        ImageFolder data = ImageFolder.scan(folder);

        assertThat(data.labels()).containsExactly("a", "b");
        assertThat(data.photos().stream().map(photo -> photo.split().name()).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(splits.split(","));
        assertThat(data.photos(Split.TEST))
                .allMatch(photo -> !folders.contains("test") || photo.file().startsWith(folder.resolve("test")));
        assertThat(data.problems()).isEmpty();
    }

    @Test
    void aClassMayBeNamedTrain() throws IOException {
        put("train/express.jpg", "1");
        put("tram/blue.jpg", "2");

        assertThat(ImageFolder.scan(folder).labels()).containsExactly("train", "tram");
    }

    @Test
    void countsThePicturesOfEachClassAndSplit() throws IOException {
        put("train/a/1.jpg", "1");
        put("train/b/1.jpg", "2");
        put("train/b/2.jpg", "3");
        put("val/a/1.jpg", "4");
        put("test/b/1.jpg", "5");

        assertThat(ImageFolder.scan(folder).counts())
                .containsExactly(new ClassCount("a", 1, 1, 0), new ClassCount("b", 2, 0, 1));
    }

    @Test
    void aPictureThatIsInTrainAndInTestIsKeptForTestAlone() throws IOException {
        put("train/a/0.jpg", "one");
        put("train/b/2.jpg", "two");
        put("test/a/renamed.jpg", "one");
        put("test/b/3.jpg", "three");

        ImageFolder data = ImageFolder.scan(folder);

        assertThat(data.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.LEAK);
            assertThat(problem.files())
                    .containsExactly(folder.resolve("train/a/0.jpg"), folder.resolve("test/a/renamed.jpg"));
            assertThat(problem.message())
                    .endsWith("kept for test alone, and " + folder.resolve("train/a/0.jpg") + " passed over");
        });
        assertThat(data.photos())
                .extracting(Photo::file)
                .containsExactly(
                        folder.resolve("train/b/2.jpg"),
                        folder.resolve("test/a/renamed.jpg"),
                        folder.resolve("test/b/3.jpg"));
        assertThatThrownBy(data::requireSound)
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("renamed.jpg")
                .hasMessageContaining("--strict");
    }

    @Test
    void aCopyInAllThreeFoldersIsForTestAndOneInTwoForTheLaterOfThem() throws IOException {
        put("train/a/1.jpg", "one");
        put("train/a/2.jpg", "two");
        put("train/b/3.jpg", "three");
        put("val/a/1.jpg", "one");
        put("val/a/2.jpg", "two");
        put("test/a/1.jpg", "one");

        assertThat(ImageFolder.scan(folder).counts())
                .containsExactly(new ClassCount("a", 0, 1, 1), new ClassCount("b", 1, 0, 0));
    }

    @Test
    void aPictureWithTwoClassesIsAConflictAndACopyInItsClassIsNone() throws IOException {
        put("a/1.jpg", "same");
        put("b/2.jpg", "same");
        put("a/3.jpg", "twice");
        put("a/4.jpg", "twice");

        ImageFolder data = ImageFolder.scan(folder);

        assertThat(data.photos()).hasSize(4);
        assertThat(data.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind()).isEqualTo(Problem.Kind.CONFLICT);
            assertThat(problem.message()).contains("[a, b]").contains("1.jpg").contains("2.jpg");
        });
    }

    @Test
    void emptyFilesAndBrokenLinksArePassedOverByName() throws IOException {
        put("a/1.jpg", "1");
        put("b/2.jpg", "2");
        put("a/empty.jpg", "");
        Files.createSymbolicLink(folder.resolve("b/gone.jpg"), folder.resolve("nowhere.jpg"));

        ImageFolder data = ImageFolder.scan(folder);

        assertThat(data.photos()).hasSize(2);
        assertThat(data.problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.UNREADABLE, Problem.Kind.UNREADABLE);
        assertThat(data.problems().get(0).message()).contains("empty.jpg").contains("it is empty");
        assertThat(data.problems().get(1).message()).contains("gone.jpg");
    }

    @Test
    void followsLinksButNotInCircles() throws IOException {
        put("elsewhere/deep/1.jpg", "1");
        put("data/b/2.jpg", "2");
        Files.createSymbolicLink(folder.resolve("data/a"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("data/b/round"), folder.resolve("data"));

        ImageFolder data = ImageFolder.scan(folder.resolve("data"));

        assertThat(data.photos(Split.TRAIN).size()
                        + data.photos(Split.VALIDATION).size()
                        + data.photos(Split.TEST).size())
                .isEqualTo(data.photos().size());
        assertThat(data.photos()).anyMatch(photo -> photo.file().endsWith("a/deep/1.jpg"));
        assertThat(data.problems()).anyMatch(problem -> problem.message().contains("leads back"));
    }

    @Test
    void whatArchiversAndFileBrowsersLeaveBehindIsNoData() throws IOException {
        put("cat/1.jpg", "1");
        put("dog/2.jpg", "2");
        put("__MACOSX/cat/1.jpg", "3");
        put("cat/__MACOSX/._1.jpg", "4");
        put("cat/Thumbs.db", "5");
        put("cat/@eaDir/1.jpg", "6");
        put("dog/._2.jpg", "7");
        put(".DS_Store", "8");

        ImageFolder data = ImageFolder.scan(folder);

        assertThat(data.labels()).containsExactly("cat", "dog");
        assertThat(data.photos()).hasSize(2);
        assertThat(data.problems()).isEmpty();
    }

    @Test
    void labelsMayHaveSpacesAndAnyLettersHoweverTheFileSystemWritesThem() throws IOException {
        String composed = "caf\u00e9 cr\u00e8me";
        String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
        put("train/" + decomposed + "/1.jpg", "1");
        put("train/\u732b/2.jpg", "2");
        put("test/" + composed + "/3.jpg", "3");

        ImageFolder data = ImageFolder.scan(folder);

        assertThat(data.labels()).containsExactly(composed, "\u732b");
        assertThat(data.photos(Split.TEST))
                .singleElement()
                .extracting(Photo::label)
                .isEqualTo(0);
        put("train/" + composed + "/4.jpg", "4");
        assertThatThrownBy(() -> ImageFolder.scan(folder)).hasMessageContaining("different Unicode forms");
    }

    @Test
    void aFolderBesideTheSplitsIsToldAndTwoForValidationRefused() throws IOException {
        put("train/a/1.jpg", "1");
        put("train/b/2.jpg", "2");
        put("test/a/3.jpg", "3");
        put("notes/x/4.jpg", "4");

        assertThat(ImageFolder.scan(folder).problems())
                .extracting(Problem::kind)
                .containsExactly(Problem.Kind.PASSED_OVER);
        put("val/a/5.jpg", "5");
        put("validation/a/6.jpg", "6");
        assertThatThrownBy(() -> ImageFolder.scan(folder)).hasMessageContaining("both validation/ and val/");
    }

    @Test
    void tellsHowReadingGoesOn() throws IOException {
        for (int i = 0; i < 150; i++) {
            put("a/" + i + ".jpg", "a" + i);
            put("b/" + i + ".jpg", "b" + i);
        }
        List<Integer> done = new ArrayList<>();

        ImageFolder.scan(folder, (files, total) -> {
            assertThat(total).isEqualTo(300);
            done.add(files);
        });

        assertThat(done).isSorted().hasSizeGreaterThan(1).last().isEqualTo(300);
    }

    private void put(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
