package io.sightline.bench.load;

import io.sightline.image.JpegEncoder;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** The pictures that contenders classify: JPEGs in a folder, found or drawn. */
public final class Photographs {
    /** Width of those that are drawn; that of a small photograph. */
    public static final int WIDTH = 500;

    /** Height of those that are drawn. */
    public static final int HEIGHT = 375;

    private static final int SHAPES = 60;
    private static final int NOISE = 24;
    private static final float QUALITY = 0.85f;

    private Photographs() {}

    /**
     * Draws pictures as heavy to decode as photographs: gradients, shapes and grain. The same number gives
     * the same picture.
     *
     * @return the files, about 60 kB each at 500 x 375
     */
    public static List<Path> draw(Path folder, int count, int width, int height) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path file = folder.resolve(String.format(Locale.ROOT, "drawn-%04d.jpg", i));
            files.add(Files.write(file, JpegEncoder.encode(picture(i, width, height), QUALITY)));
        }
        return files;
    }

    /**
     * Finds the JPEGs in a folder and its folders, in order of name.
     *
     * @param most that are taken, evenly from all of them
     * @throws IOException if there are none, or the folder cannot be read
     */
    public static List<Path> find(Path folder, int most) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(
                            file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.jpe?g"))
                    .map(file -> file.toAbsolutePath().normalize())
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IOException(folder + " has no JPEGs; give another folder, or none to have pictures drawn");
            }
            int taken = Math.min(most, found.size());
            return Stream.iterate(0, i -> i + 1)
                    .limit(taken)
                    .map(i -> found.get((int) ((long) i * found.size() / taken)))
                    .toList();
        }
    }

    private static BufferedImage picture(int number, int width, int height) {
        Random random = new Random(number);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setPaint(new GradientPaint(0, 0, colour(random), width, height, colour(random)));
        graphics.fillRect(0, 0, width, height);
        for (int shape = 0; shape < SHAPES; shape++) {
            graphics.setPaint(colour(random));
            int size = 5 + random.nextInt(width / 5);
            int x = random.nextInt(width) - size / 2;
            int y = random.nextInt(height) - size / 2;
            if (shape % 2 == 0) {
                graphics.fillOval(x, y, size, size / 2 + 1);
            } else {
                graphics.drawLine(x, y, random.nextInt(width), random.nextInt(height));
            }
        }
        graphics.dispose();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, grained(image.getRGB(x, y), random.nextInt(NOISE) - NOISE / 2));
            }
        }
        return image;
    }

    private static Color colour(Random random) {
        return new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256));
    }

    private static int grained(int rgb, int grain) {
        int result = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            result |= Math.max(0, Math.min(255, (rgb >> shift & 255) + grain)) << shift;
        }
        return result;
    }
}
