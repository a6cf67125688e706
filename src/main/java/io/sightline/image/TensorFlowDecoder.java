package io.sightline.image;

import io.sightline.engine.TensorFlowEngine;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.nio.ByteBuffer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeJpeg;
import org.tensorflow.op.image.DecodePng;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * Decoding and resizing by TensorFlow's own operations: one graph with a branch for each format.
 *
 * <p>Threading notes: any number of threads at a time. Each run stays on the thread that asks for
 * it, so that as many pictures are decoded at once as there are callers, and no more.
 */
final class TensorFlowDecoder implements AutoCloseable {
    private static final long RGB = 3;
    private static final int PNG_WIDTH = 16; // behind the signature and the length and name of IHDR
    private static final int PNG_IHDR = 'I' << 24 | 'H' << 16 | 'D' << 8 | 'R';
    private static final int PNG_HEADER = PNG_WIDTH + 2 * Integer.BYTES;
    private static final RunOptions ON_THIS_THREAD =
            RunOptions.newBuilder().setInterOpThreadPool(-1).build();

    private final PixelLimit limit;
    private final PixelBuffers buffers;
    private final Graph graph;
    private final Session session;

    TensorFlowDecoder(PixelLimit limit, PixelBuffers buffers) {
        TensorFlowEngine.start();
        this.limit = limit;
        this.buffers = buffers;
        this.graph = new Graph();
        build(Ops.create(graph));
        this.session = new Session(graph);
    }

    private static void build(Ops tf) {
        Placeholder<TString> bytes = tf.withName("bytes").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
        Placeholder<TInt32> size = tf.withName("size").placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));
        Placeholder<TUint8> rgb =
                tf.withName("rgb").placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, -1, RGB)));
        tf.withName("jpegShape").image.extractJpegShape(bytes);
        resize(tf, "jpeg", batch(tf, tf.image.decodeJpeg(bytes, DecodeJpeg.channels(RGB))), size);
        resize(tf, "png", batch(tf, tf.image.decodePng(bytes, TUint8.class, DecodePng.channels(RGB))), size);
        resize(tf, "gif", tf.image.decodeGif(bytes), size);
        resize(tf, "bitmap", batch(tf, rgb), size);
    }

    private static Operand<TUint8> batch(Ops tf, Operand<TUint8> picture) {
        return tf.expandDims(picture, tf.constant(0));
    }

    private static void resize(Ops tf, String name, Operand<TUint8> pictures, Operand<TInt32> size) {
        tf.withName(name).image.resizeBilinear(pictures, size, ResizeBilinear.halfPixelCenters(true));
    }

    Pixels jpeg(byte[] bytes, int height, int width) {
        String kind = JpegFrame.unsupportedKind(bytes);
        if (kind != null) {
            throw new ImageRejectedException(
                    DeadLetterReason.UNSUPPORTED_FORMAT, "the bytes are " + kind + "; send a baseline JPEG");
        }
        if (JpegFrame.hasTooManyScans(bytes)) {
            throw new ImageRejectedException(
                    DeadLetterReason.UNSUPPORTED_FORMAT,
                    "the bytes are a JPEG of more than " + JpegFrame.MAX_SCANS + " scans; send a baseline JPEG");
        }
        try (TString encoded = string(bytes)) {
            limit.check(ImageFormat.JPEG, jpegPixels(encoded));
            return resized("jpeg", ImageFormat.JPEG, "bytes", encoded, height, width);
        }
    }

    Pixels png(byte[] bytes, int height, int width) {
        limit.check(ImageFormat.PNG, pngPixels(bytes));
        try (TString encoded = string(bytes)) {
            return resized("png", ImageFormat.PNG, "bytes", encoded, height, width);
        }
    }

    Pixels gif(byte[] bytes, int height, int width) {
        GifFirstFrame first = GifFirstFrame.of(bytes);
        if (first == null) {
            throw new ImageRejectedException(DeadLetterReason.CORRUPT_IMAGE, "the GIF ends before its first frame");
        }
        limit.check(ImageFormat.GIF, first.pixels());
        try (TString encoded = string(first.bytes())) {
            return resized("gif", ImageFormat.GIF, "bytes", encoded, height, width);
        }
    }

    Pixels resize(ImageFormat format, Bitmap bitmap, int height, int width) {
        Shape shape = Shape.of(bitmap.height(), bitmap.width(), RGB);
        try (TUint8 rgb = TUint8.tensorOf(shape, DataBuffers.of(bitmap.rgb()))) {
            return resized("bitmap", format, "rgb", rgb, height, width);
        }
    }

    private long jpegPixels(TString encoded) {
        try (Result result = run(session.runner().feed("bytes", encoded).fetch("jpegShape"), ImageFormat.JPEG)) {
            TInt32 shape = (TInt32) result.get(0);
            return (long) shape.getInt(0) * shape.getInt(1);
        }
    }

    private static long pngPixels(byte[] png) {
        ByteBuffer header = ByteBuffer.wrap(png);
        if (png.length < PNG_HEADER || header.getInt(PNG_WIDTH - Integer.BYTES) != PNG_IHDR) {
            throw new ImageRejectedException(DeadLetterReason.CORRUPT_IMAGE, "the PNG has no header (IHDR)");
        }
        long width = Integer.toUnsignedLong(header.getInt(PNG_WIDTH));
        long height = Integer.toUnsignedLong(header.getInt(PNG_WIDTH + Integer.BYTES));
        // Either may claim 2^32 - 1, and their product is more than a long can say.
        return width > Integer.MAX_VALUE || height > Integer.MAX_VALUE ? Long.MAX_VALUE : width * height;
    }

    private Pixels resized(String branch, ImageFormat format, String input, Tensor picture, int height, int width) {
        try (TInt32 size = TInt32.vectorOf(height, width);
                Result result = run(
                        session.runner().feed(input, picture).feed("size", size).fetch(branch), format)) {
            float[] values = buffers.take(Math.multiplyExact(Math.multiplyExact(height, width), (int) RGB));
            result.get(0).asRawTensor().data().asFloats().read(values);
            return new Pixels(values, height, width);
        }
    }

    private static Result run(Session.Runner runner, ImageFormat format) {
        try {
            return runner.setOptions(ON_THIS_THREAD).run();
        } catch (TFResourceExhaustedException e) {
            throw new ImageRejectedException(
                    DeadLetterReason.TOO_LARGE, "no memory to decode the " + format.title() + "; " + firstLine(e), e);
        } catch (TFInvalidArgumentException | TFUnimplementedException | TensorFlowException e) {
            throw new ImageRejectedException(
                    DeadLetterReason.CORRUPT_IMAGE,
                    "the " + format.title() + " cannot be decoded (" + firstLine(e) + ")",
                    e);
        }
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
    }

    private static TString string(byte[] bytes) {
        return TString.tensorOfBytes(NdArrays.scalarOfObject(bytes));
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
