package io.sightline.image;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.riff.RiffReader;
import com.drew.imaging.tiff.TiffMetadataReader;
import com.drew.lang.ByteArrayReader;
import com.drew.lang.SequentialByteArrayReader;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.webp.WebpRiffHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;

/**
 * The eight values of the EXIF tag {@code Orientation} (0x0112): what to do to the stored picture so
 * that it stands upright.
 *
 * @param transpose whether rows become columns; done first
 * @param flipRows whether the stored picture is read from its last row
 * @param flipColumns whether the stored picture is read from its last column
 */
record Orientation(boolean transpose, boolean flipRows, boolean flipColumns) {
    static final Orientation UPRIGHT = new Orientation(false, false, false);

    private static final List<Orientation> BY_TAG = List.of(
            UPRIGHT,
            new Orientation(false, false, true),
            new Orientation(false, true, true),
            new Orientation(false, true, false),
            new Orientation(true, false, false),
            new Orientation(true, true, false),
            new Orientation(true, true, true),
            new Orientation(true, false, true));

    /**
     * Reads the tag of a JPEG, WebP or TIFF. A picture whose EXIF block is damaged, has no such tag
     * or an impossible value is taken as upright, as viewers do: its pixels are not in doubt.
     */
    static Orientation of(byte[] bytes, ImageFormat format) {
        try {
            return switch (format) {
                case JPEG ->
                    of(JpegMetadataReader.readMetadata(new ByteArrayInputStream(bytes), List.of(new ExifReader())));
                case WEBP -> of(webp(bytes));
                case TIFF -> of(TiffMetadataReader.readMetadata(new ByteArrayReader(bytes)));
                default -> UPRIGHT;
            };
        } catch (ImageProcessingException | IOException | RuntimeException | StackOverflowError e) {
            // A reader of hostile bytes throws whatever they lead it into: directories within directories.
            return UPRIGHT;
        }
    }

    /** From an array, whose end the reader knows: out of a stream it takes as much memory as a part says it has. */
    private static Metadata webp(byte[] bytes) throws ImageProcessingException, IOException {
        Metadata metadata = new Metadata();
        new RiffReader().processRiff(new SequentialByteArrayReader(bytes), new WebpRiffHandler(metadata));
        return metadata;
    }

    private static Orientation of(Metadata metadata) {
        for (Directory directory : metadata.getDirectoriesOfType(ExifIFD0Directory.class)) {
            Integer tag = directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            if (tag != null && tag >= 1 && tag <= BY_TAG.size()) {
                return BY_TAG.get(tag - 1);
            }
        }
        return UPRIGHT;
    }

    /** Turns a stored picture upright. */
    Pixels apply(Pixels stored) {
        if (equals(UPRIGHT)) {
            return stored;
        }
        int height = transpose ? stored.width() : stored.height();
        int width = transpose ? stored.height() : stored.width();
        float[] in = stored.rgb();
        float[] out = new float[in.length];
        for (int y = 0, to = 0; y < height; y++) {
            for (int x = 0; x < width; x++, to += 3) {
                int row = transpose ? x : y;
                int column = transpose ? y : x;
                row = flipRows ? stored.height() - 1 - row : row;
                column = flipColumns ? stored.width() - 1 - column : column;
                System.arraycopy(in, (row * stored.width() + column) * 3, out, to, 3);
            }
        }
        return new Pixels(out, height, width);
    }
}
