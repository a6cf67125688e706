package io.sightline.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Pictures made for one test, encoded by the JDK or by hand where it cannot. */
public final class TestPictures {
    private TestPictures() {}

    /** Four quarters: red, green above blue, yellow. */
    public static BufferedImage quarters(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D g = image.createGraphics();
        fill(g, Color.RED, 0, 0, width / 2, height / 2);
        fill(g, Color.GREEN, width / 2, 0, width - width / 2, height / 2);
        fill(g, Color.BLUE, 0, height / 2, width / 2, height - height / 2);
        fill(g, Color.YELLOW, width / 2, height / 2, width - width / 2, height - height / 2);
        g.dispose();
        return image;
    }

    private static void fill(Graphics2D g, Color color, int x, int y, int width, int height) {
        g.setColor(color);
        g.fillRect(x, y, width, height);
    }

    public static byte[] encode(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("the JDK writes no " + format + " of this kind");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] jpeg(int width, int height) {
        return encode(quarters(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    static byte[] progressiveJpeg(int width, int height) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            ImageWriteParam progressive = writer.getDefaultWriteParam();
            progressive.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.setOutput(stream);
            writer.write(
                    null, new IIOImage(quarters(width, height, BufferedImage.TYPE_INT_RGB), null, null), progressive);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** Puts an EXIF block with nothing but an orientation behind the start of a JPEG. */
    static byte[] withOrientation(byte[] jpeg, int orientation) {
        return withExif(
                jpeg,
                ByteBuffer.allocate(26)
                        .put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8})
                        .putShort((short) 1)
                        .putShort((short) 0x0112)
                        .putShort((short) 3)
                        .putInt(1)
                        .putShort((short) orientation)
                        .putShort((short) 0)
                        .putInt(0)
                        .array());
    }

    /** Puts an EXIF block, a TIFF of its own, behind the start of a JPEG. */
    static byte[] withExif(byte[] jpeg, byte[] tiff) {
        return ByteBuffer.allocate(jpeg.length + 10 + tiff.length)
                .put(jpeg, 0, 2)
                .putShort((short) 0xffe1)
                .putShort((short) (8 + tiff.length))
                .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
                .put(tiff)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** A whole and correct PNG header that promises a size, and nothing behind it. */
    static byte[] pngHeader(int width, int height) {
        ByteBuffer chunk = ByteBuffer.allocate(17)
                .put(new byte[] {'I', 'H', 'D', 'R'})
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(chunk.array());
        return ByteBuffer.allocate(33)
                .put(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'})
                .putInt(13)
                .put(chunk.array())
                .putInt((int) crc.getValue())
                .array();
    }

    /** Small files that ask for much memory or time, by name. */
    public static Map<String, byte[]> bombs() {
        ByteArrayOutputStream scans = new ByteArrayOutputStream();
        byte[] jpeg = progressiveJpeg(400, 300);
        scans.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < 1000; i++) {
            scans.writeBytes(new byte[] {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 1, 63, 16});
        }
        return Map.of(
                "a strip of two gigabytes",
                TiffFile.grey(1000, 1000, 8)
                        .with(TiffFile.STRIP_BYTE_COUNTS, Integer.MAX_VALUE)
                        .bytes(new byte[500]),
                "a thousand scans",
                scans.toByteArray(),
                "a huge header",
                pngHeader(50_000, 50_000),
                "directories in directories",
                TiffFile.nested(200_000));
    }

    /** The colour in the middle of a quarter of the decoded picture, rounded to 0 or 255. */
    static String quarter(Pixels pixels, boolean bottom, boolean right) {
        int y = pixels.height() * (bottom ? 3 : 1) / 4;
        int x = pixels.width() * (right ? 3 : 1) / 4;
        int at = (y * pixels.width() + x) * 3;
        boolean r = pixels.rgb()[at] > 127;
        boolean g = pixels.rgb()[at + 1] > 127;
        boolean b = pixels.rgb()[at + 2] > 127;
        return r && g && b ? "white" : r && g ? "yellow" : r ? "red" : g ? "green" : b ? "blue" : "black";
    }

    /** The four quarters, row by row. */
    static String quarters(Pixels pixels) {
        return quarter(pixels, false, false) + " " + quarter(pixels, false, true) + " " + quarter(pixels, true, false)
                + " " + quarter(pixels, true, true);
    }
}
