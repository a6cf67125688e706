package io.sightline.dataset;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Data sets of grainy pictures in one colour each: easy to learn, quick to make. */
public final class ColouredPictures {
    private static final int SIZE = 40;

    private ColouredPictures() {}

    /** Writes pictures of one class; the label's first letter (r, g or b) says which colour. */
    public static void write(Path folder, String label, int count, long seed) throws IOException {
        Random random = new Random(seed);
        Path classFolder = Files.createDirectories(folder.resolve(label));
        int shift = 8 * ("bgr".indexOf(label.charAt(0)));
        for (int i = 0; i < count; i++) {
            BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < SIZE * SIZE; p++) {
                int noise = random.nextInt() & 0x0f0f0f;
                image.setRGB(p % SIZE, p / SIZE, noise | 0x80 << shift);
            }
            ImageIO.write(
                    image, "png", classFolder.resolve(label + "-" + i + ".png").toFile());
        }
    }
}
