package io.sightline.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Formats that TensorFlow does not read, or not rightly: by the JDK's readers and TwelveMonkeys'. */
final class ImageIoDecoder {
    private final WebPImageReaderSpi webp = new WebPImageReaderSpi();
    private final PixelLimit limit;

    ImageIoDecoder(PixelLimit limit) {
        this.limit = limit;
    }

    Bitmap decode(ImageFormat format, byte[] bytes) {
        return read(format, bytes, reader -> {
            limit.check(format, (long) reader.getWidth(0) * reader.getHeight(0));
            return rgb(reader.read(0));
        });
    }

    /** Width and height of a picture in any supported format as its header has them; nothing is decoded. */
    Dimension size(ImageFormat format, byte[] bytes) {
        return read(format, bytes, reader -> new Dimension(reader.getWidth(0), reader.getHeight(0)));
    }

    /** What is read of a picture. */
    private interface Reading<T> {
        T from(ImageReader reader) throws IOException;
    }

    private <T> T read(ImageFormat format, byte[] bytes, Reading<T> reading) {
        try (ImageInputStream in = new MemoryImageStream(bytes)) {
            ImageReader reader = reader(format);
            try {
                reader.setInput(in, true, true);
                return reading.from(reader);
            } finally {
                reader.dispose();
            }
        } catch (ImageRejectedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Readers throw whatever a damaged file leads them into: index out of bounds, null pointer.
            throw new ImageRejectedException(
                    DeadLetterReason.CORRUPT_IMAGE, "the " + format.title() + " cannot be decoded (" + e + ")", e);
        } catch (OutOfMemoryError e) {
            // One array too large, which leaves the rest of the process as it was.
            throw new ImageRejectedException(
                    DeadLetterReason.TOO_LARGE, "no memory to decode the " + format.title() + "; " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new ImageRejectedException(
                    DeadLetterReason.CORRUPT_IMAGE, "the parts of the " + format.title() + " are nested too deeply", e);
        }
    }

    private ImageReader reader(ImageFormat format) throws IOException {
        return format == ImageFormat.WEBP
                ? webp.createReaderInstance(null)
                : ImageIO.getImageReadersByFormatName(format.title()).next();
    }

    private static Bitmap rgb(BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
        if (isGrey(image.getColorModel())) {
            copyGrey(image.getRaster(), image.getColorModel().getComponentSize(0), rgb);
        } else {
            copyColour(image, rgb);
        }
        return new Bitmap(rgb, height, width);
    }

    private static boolean isGrey(ColorModel model) {
        return !(model instanceof IndexColorModel) && model.getNumColorComponents() == 1;
    }

    /** Takes grey values as stored: {@code getRGB} would brighten them from linear to sRGB. */
    private static void copyGrey(Raster raster, int bits, byte[] rgb) {
        int[] row = new int[raster.getWidth()];
        for (int y = 0, to = 0; y < raster.getHeight(); y++) {
            raster.getSamples(0, y, row.length, 1, 0, row);
            for (int sample : row) {
                byte grey = (byte) (bits > 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1));
                rgb[to++] = grey;
                rgb[to++] = grey;
                rgb[to++] = grey;
            }
        }
    }

    private static void copyColour(BufferedImage image, byte[] rgb) {
        int[] row = new int[image.getWidth()];
        for (int y = 0, to = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, row.length, 1, row, 0, row.length);
            for (int argb : row) {
                rgb[to++] = (byte) (argb >> 16);
                rgb[to++] = (byte) (argb >> 8);
                rgb[to++] = (byte) argb;
            }
        }
    }
}
