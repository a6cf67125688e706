package io.sightline.image;

import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;

/**
 * From the bytes of a picture to pixels of the size a model wants, as Keras does it: decoded by
 * TensorFlow, alpha dropped, 16 bits cut to 8, grey repeated, resized by {@code tf.image.resize}
 * (bilinear, no antialiasing, aspect ratio not kept).
 *
 * <p>Read are JPEG (also grey, CMYK, progressive), PNG, GIF (first frame), BMP, WebP and TIFF (first
 * page). The size is read from the header and held against the limit before anything is decoded.
 *
 * <p>Threading notes: any number of threads may decode at a time, each on its own thread; the graph
 * they share has no state.
 */
public final class ImageDecoder implements AutoCloseable {
    private final PixelLimit limit;
    private final PixelBuffers buffers = new PixelBuffers();
    private final TensorFlowDecoder tensorFlow;
    private final ImageIoDecoder imageIo;

    /** Starts TensorFlow if it is not running yet. */
    public ImageDecoder(ImageLimits limits) {
        this.limit = new PixelLimit(limits.maxPixels());
        this.tensorFlow = new TensorFlowDecoder(limit, buffers);
        this.imageIo = new ImageIoDecoder(limit, DecodingMemory.ofThisProcess());
    }

    /**
     * Decodes and resizes a picture.
     *
     * @param bytes the encoded picture
     * @param height rows wanted
     * @param width columns wanted
     * @param orient whether to turn the picture upright by its EXIF orientation (Keras does not)
     * @throws ImageRejectedException {@code unsupported-format}, {@code corrupt-image} or {@code
     *     too-large}
     */
    public Pixels decode(byte[] bytes, int height, int width, boolean orient) {
        ImageFormat format = ImageFormat.of(bytes);
        if (!format.supported()) {
            throw unsupported(format, bytes);
        }
        Orientation orientation = orient ? Orientation.of(bytes, format) : Orientation.UPRIGHT;
        // Resizing first and turning the small picture gives the same pixels for less work.
        int storedHeight = orientation.transpose() ? width : height;
        int storedWidth = orientation.transpose() ? height : width;
        return orientation.apply(stored(format, bytes, storedHeight, storedWidth));
    }

    /** Takes back a picture that nobody looks at any more: the next may be decoded into its memory. */
    public void recycle(Pixels pixels) {
        buffers.giveBack(pixels.rgb());
    }

    private Pixels stored(ImageFormat format, byte[] bytes, int height, int width) {
        return switch (format) {
            case JPEG -> tensorFlow.jpeg(bytes, height, width);
            case PNG -> tensorFlow.png(bytes, height, width);
            case GIF -> tensorFlow.gif(bytes, height, width);
            // TensorFlow takes a BMP's palette indices for grey values and knows neither WebP nor TIFF.
            default -> imageIo.decode(format, bytes, bitmap -> tensorFlow.resize(format, bitmap, height, width));
        };
    }

    private static ImageRejectedException unsupported(ImageFormat format, byte[] bytes) {
        String what = format == ImageFormat.UNKNOWN
                ? (bytes.length == 0 ? "there are no bytes" : "the bytes are not a picture in a known format")
                : "the bytes are " + format.title();
        return new ImageRejectedException(
                DeadLetterReason.UNSUPPORTED_FORMAT, what + "; send JPEG, PNG, GIF, BMP, WebP or TIFF");
    }

    @Override
    public void close() {
        tensorFlow.close();
    }
}
