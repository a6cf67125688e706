package io.sightline;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Small pictures for tests, each seed another. */
public final class TestPictures {
    private TestPictures() {}

    /** A JPEG of the given size. */
    public static byte[] jpeg(int width, int height, long seed) {
        Random random = new Random(seed);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, color(random), width, height, color(random)));
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(color(random));
        graphics.fillOval(width / 4, height / 4, width / 2, height / 2);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "jpg", bytes)) {
                throw new IllegalStateException("this JDK writes no JPEG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes such a JPEG to a file and returns the file. */
    public static Path write(Path file, int width, int height, long seed) {
        try {
            return Files.write(file, jpeg(width, height, seed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Color color(Random random) {
        return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }
}
