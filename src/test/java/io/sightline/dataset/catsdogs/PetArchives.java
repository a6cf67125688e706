package io.sightline.dataset.catsdogs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Archives like Microsoft's, with small pictures. */
public final class PetArchives {
    private PetArchives() {}

    /** Pictures of both, numbered as in the original, and everything that is wrong in the original. */
    public static Path write(Path file, int ofEach) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, "readme[1].txt", "about".getBytes(UTF_8));
            for (int i = 0; i < ofEach; i++) {
                put(zip, "PetImages/Cat/" + i + ".jpg", picture("jpg", i));
                put(zip, "PetImages/Dog/" + i + ".jpg", picture("jpg", 100_000 + i));
            }
            put(zip, "PetImages/Cat/666.jpg", new byte[0]);
            put(zip, "PetImages/Cat/Thumbs.db", new byte[1000]);
            byte[] whole = picture("jpg", -1);
            put(zip, "PetImages/Dog/11702.jpg", Arrays.copyOf(whole, whole.length / 3));
            put(zip, "PetImages/Dog/11703.jpg", "<html>not found</html>".getBytes(UTF_8));
            put(zip, "PetImages/Cat/10404.jpg", picture("bmp", -2));
            put(zip, "PetImages/Cat/10405.jpg", picture("gif", -3));
        }
        return file;
    }

    static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    static byte[] picture(String format, long seed) throws IOException {
        BufferedImage image = new BufferedImage(48, 40, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(seed);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, new Color(random.nextInt(256), random.nextInt(256), 100).getRGB());
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, format, bytes);
        return bytes.toByteArray();
    }
}
