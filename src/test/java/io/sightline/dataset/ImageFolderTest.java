package io.sightline.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private void put(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
