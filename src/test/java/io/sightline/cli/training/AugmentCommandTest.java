package io.sightline.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.cli.Cli;
import io.sightline.dataset.ColouredPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentCommandTest {
    @TempDir
    Path folder;

    @Test
    void drawsTheClassesInTurnBesideWhatBecomesOfThem() throws IOException {
        ColouredPictures.write(folder.resolve("data"), "red", 20, 1);
        ColouredPictures.write(folder.resolve("data"), "green", 20, 2);
        Path sheet = folder.resolve("sheets/colours.png");

        Cli.Result run = augment(sheet, "brightness=0.2,cutout=0.5", "--count", 2, "--versions", 3);

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("2 pictures, brightness=0.2,cutout=0.5");
        BufferedImage drawn = ImageIO.read(sheet.toFile());
        int firstRow = drawn.getHeight() / 3;
        int secondRow = drawn.getHeight() * 3 / 4;
        assertThat(drawn.getRGB(100, firstRow) & 0x00ff00).as("green original").isGreaterThan(0x7000);
        assertThat(drawn.getRGB(100, secondRow) & 0xff0000).as("red original").isGreaterThan(0x700000);

        Path again = folder.resolve("again.png");
        augment(again, "brightness=0.2,cutout=0.5", "--count", 2, "--versions", 3);
        assertThat(again).hasSameBinaryContentAs(sheet);
        augment(again, "brightness=0.2,cutout=0.5", "--count", 2, "--versions", 3, "--seed", 2);
        assertThat(Files.readAllBytes(again)).isNotEqualTo(Files.readAllBytes(sheet));
    }

    @Test
    void aWrongSpecIsWrongUsage() throws IOException {
        Cli.Result run = augment(folder.resolve("sheet.png"), "flip,spin=2");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("there is no spin").contains("rotation");
    }

    @Test
    void picturesThatCannotBeReadAreNamed() throws IOException {
        for (String file : new String[] {"a/1.jpg", "b/1.jpg"}) {
            Files.createDirectories(folder.resolve("data").resolve(file).getParent());
            Files.writeString(folder.resolve("data").resolve(file), "no picture, " + file);
        }

        Cli.Result run = augment(folder.resolve("sheet.png"), "flip");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("1.jpg").contains("cannot be read");
    }

    private Cli.Result augment(Path sheet, String spec, Object... more) {
        Object[] arguments = new Object[7 + more.length];
        Object[] first = {"augment", "--data", folder.resolve("data"), "--out", sheet, "--augment", spec};
        System.arraycopy(first, 0, arguments, 0, first.length);
        System.arraycopy(more, 0, arguments, first.length, more.length);
        return Cli.run(arguments);
    }
}
