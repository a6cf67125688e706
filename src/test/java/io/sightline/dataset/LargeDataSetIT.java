package io.sightline.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeDataSetIT {
    private static final int CLASSES = 100;
    private static final int PER_CLASS = 1000;

    @TempDir
    Path folder;

    @Test
    void aHundredThousandPicturesInAHundredClassesAreListedAndSplit() throws IOException {
        for (int label = 0; label < CLASSES; label++) {
            Path classFolder = Files.createDirectory(folder.resolve("class-" + label));
            for (int i = 0; i < PER_CLASS; i++) {
                Files.writeString(classFolder.resolve(i + ".jpg"), label + "/" + i);
            }
        }

        ImageFolder data = ImageFolder.scan(folder);

        assertThat(data.photos()).hasSize(CLASSES * PER_CLASS);
        assertThat(data.problems()).isEmpty();
        assertThat(data.counts()).hasSize(CLASSES).allSatisfy(count -> {
            assertThat(count.train() + count.validation() + count.test()).isEqualTo(PER_CLASS);
            assertThat(count.train()).isBetween(740, 860);
        });
    }
}
