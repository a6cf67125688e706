package io.sightline.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures made for one test, encoded by the JDK or by hand where it cannot. */
public final class TestPictures {
    private TestPictures() {}

    /** Four quarters: red, green above blue, yellow. */
    static BufferedImage quarters(int width, int height, int type) {
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

    static byte[] encode(BufferedImage image, String format) {
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

    /** Puts an EXIF block with nothing but an orientation behind the start of a JPEG. */
    static byte[] withOrientation(byte[] jpeg, int orientation) {
        byte[] exif = ByteBuffer.allocate(36)
                .putShort((short) 0xffe1)
                .putShort((short) 34)
                .put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
                .put(new byte[] {'M', 'M', 0, 42, 0, 0, 0, 8})
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0)
                .putInt(0)
                .array();
        return ByteBuffer.allocate(jpeg.length + exif.length)
                .put(jpeg, 0, 2)
                .put(exif)
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
