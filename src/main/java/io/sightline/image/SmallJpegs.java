package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.awt.Dimension;
import java.awt.image.BufferedImage;

/**
 * Small JPEGs of pictures: in their own proportions and, unlike what a model gets, averaged over what
 * they leave out.
 *
 * <p>Threading notes: any number of threads may make JPEGs at a time.
 */
public final class SmallJpegs implements AutoCloseable {
    private final ImageDecoder decoder;
    private final ImageIoDecoder headers;
    private final Form form;

    private SmallJpegs(ImageLimits limits, Form form) {
        this.decoder = new ImageDecoder(limits);
        this.headers = new ImageIoDecoder(new PixelLimit(limits.maxPixels()), DecodingMemory.ofThisProcess());
        this.form = form;
    }

    /**
     * How small, and how.
     *
     * @param shorter pixels the shorter side has at most
     * @param longer pixels the longer side has at most
     * @param enlarged whether smaller pictures are enlarged, or keep their size
     * @param averaged most pixels, in each direction, that are averaged into one; memory goes with its
     *     square
     * @param quality of the JPEG, 0 to 1
     */
    private record Form(int shorter, int longer, boolean enlarged, int averaged, float quality) {
        double scale(int width, int height) {
            double scale =
                    Math.min((double) longer / Math.max(width, height), (double) shorter / Math.min(width, height));
            return enlarged ? scale : Math.min(1, scale);
        }
    }

    /**
     * For people to look at; starts TensorFlow if it is not running yet.
     *
     * @param side pixels of the longer side
     */
    public static SmallJpegs thumbnails(ImageLimits limits, int side) {
        return new SmallJpegs(limits, new Form(side, side, true, 8, 0.8f));
    }

    /**
     * For a model to learn from; starts TensorFlow if it is not running yet.
     *
     * @param side pixels of the shorter side; the longer has at most four times as many
     */
    public static SmallJpegs examples(ImageLimits limits, int side) {
        return new SmallJpegs(limits, new Form(side, 4 * side, false, 3, 0.95f));
    }

    /**
     * Makes one.
     *
     * @param bytes the encoded picture
     * @param orient whether to turn it upright by its EXIF orientation
     * @return an encoded JPEG
     * @throws ImageRejectedException as {@link ImageDecoder#decode}
     */
    public byte[] jpeg(byte[] bytes, boolean orient) {
        ImageFormat format = ImageFormat.of(bytes);
        if (!format.supported()) {
            throw new ImageRejectedException(DeadLetterReason.UNSUPPORTED_FORMAT, "the bytes are " + format.title());
        }
        Dimension stored = headers.size(format, bytes);
        boolean turned = orient && Orientation.of(bytes, format).transpose();
        int width = turned ? stored.height : stored.width;
        int height = turned ? stored.width : stored.height;
        double scale = form.scale(width, height);
        int smallWidth = Math.max(1, (int) Math.round(width * scale));
        int smallHeight = Math.max(1, (int) Math.round(height * scale));
        int factor = Math.max(1, Math.min(form.averaged(), (int) Math.round(1 / scale)));
        return JpegEncoder.encode(
                averaged(decoder.decode(bytes, smallHeight * factor, smallWidth * factor, orient), factor),
                form.quality());
    }

    private static BufferedImage averaged(Pixels large, int factor) {
        int height = large.height() / factor;
        int width = large.width() / factor;
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                small.setRGB(x, y, mean(large, x * factor, y * factor, factor));
            }
        }
        return small;
    }

    private static int mean(Pixels large, int left, int top, int factor) {
        float[] sum = new float[3];
        for (int y = top; y < top + factor; y++) {
            for (int x = left; x < left + factor; x++) {
                for (int channel = 0; channel < 3; channel++) {
                    sum[channel] += large.rgb()[(y * large.width() + x) * 3 + channel];
                }
            }
        }
        int rgb = 0;
        for (float channel : sum) {
            rgb = rgb << 8 | Math.max(0, Math.min(255, Math.round(channel / (factor * factor))));
        }
        return rgb;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
