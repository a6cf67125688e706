package io.sightline.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Formats that TensorFlow does not read, or not rightly: by the JDK's readers and TwelveMonkeys'. */
final class ImageIoDecoder {
    private static final long MOST_GROUPS = 1 << 16;
    private static final long GROUP_BYTES = 5600;
    private static final long BITS_OF_GROUP = 20;

    private final WebPImageReaderSpi webp = new WebPImageReaderSpi();
    private final PixelLimit limit;
    private final DecodingMemory memory;

    ImageIoDecoder(PixelLimit limit, DecodingMemory memory) {
        this.limit = limit;
        this.memory = memory;
    }

    /**
     * Decodes a picture, once there is memory for it.
     *
     * @param use what is done with the picture, which is gone afterwards
     */
    <T> T decode(ImageFormat format, byte[] bytes, Function<Bitmap, T> use) {
        long pixels = needed(format, bytes);
        // A picture that might need more than all has it to itself: that it does need it is not likely.
        int taken = memory.take(format, Math.max(pixels, Math.min(memory.all(), pixels + tables(format, bytes))));
        try {
            return use.apply(read(format, bytes, reader -> rgb(reader.read(0))));
        } finally {
            memory.giveBack(taken);
        }
    }

    /** The reader's picture and ours, and a TIFF's strip. A pixel of a TIFF may have any number of samples. */
    private long needed(ImageFormat format, byte[] bytes) {
        return read(format, bytes, reader -> {
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            limit.check(format, pixels);
            SampleModel samples = reader.getImageTypes(0).next().getSampleModel();
            long pixel = (long) samples.getNumDataElements() * DataBuffer.getDataTypeSize(samples.getDataType()) / 8;
            return Math.multiplyExact(pixels, (format == ImageFormat.TIFF ? 2 : 1) * pixel + 3);
        });
    }

    /**
     * What the reader takes at most for the codes of a lossless WebP: as many groups of tables as a code's number
     * says, 65536 at most, and a group is 20 bits of the file or more.
     */
    private static long tables(ImageFormat format, byte[] bytes) {
        return format == ImageFormat.WEBP && isLossless(bytes)
                ? Math.min(MOST_GROUPS, bytes.length * 8L / BITS_OF_GROUP) * GROUP_BYTES
                : 0;
    }

    private static boolean isLossless(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.contains("VP8L") || text.contains("ALPH");
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
