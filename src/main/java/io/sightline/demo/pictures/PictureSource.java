package io.sightline.demo.pictures;

import io.sightline.demo.surface.Family;
import io.sightline.demo.surface.SurfaceRenderer;
import io.sightline.demo.surface.line.LineFamily;
import io.sightline.image.JpegEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * An endless, repeatable row of labelled pictures: picture {@code i} of a seed is always the same.
 * Sources with different seeds share no picture, so that one can train and another test.
 *
 * <p>Threading notes: has no state; any number of threads at a time.
 */
public final class PictureSource {
    private static final float QUALITY = 0.85f;

    /** Width and height of a picture, in pixels. */
    public static final int SIZE = 256;

    private final SurfaceRenderer renderer;
    private final List<String> labels;
    private final long seed;

    public PictureSource(Family family, long seed) {
        this.renderer = new SurfaceRenderer(family, SIZE);
        this.labels = family.labels();
        this.seed = seed;
    }

    /** The demo's inspection line: {@code ok}, {@code scratch}, {@code dent}, {@code stain}. */
    public static PictureSource inspectionLine(long seed) {
        return new PictureSource(LineFamily.create(), seed);
    }

    /** The same line when {@code tape} has come up as well. */
    public static PictureSource lineWithTape(long seed) {
        return new PictureSource(LineFamily.withTape(), seed);
    }

    public List<String> labels() {
        return labels;
    }

    /** The picture with an index; labels take turns. */
    public LabelledPicture picture(int index) {
        String label = labels.get(Math.floorMod(index, labels.size()));
        long own = seed << 32 | index & 0xffff_ffffL;
        String name = String.format(Locale.ROOT, "part-%d-%06d.jpg", seed, index);
        return new LabelledPicture(name, label, JpegEncoder.encode(renderer.render(label, own), QUALITY));
    }

    /**
     * Writes the first pictures into a folder for each label, on all processors.
     *
     * @param folder made where it does not exist
     * @param count pictures in all
     * @param progress told how many pictures more are written, from any thread
     */
    public void write(Path folder, int count, IntConsumer progress) throws IOException {
        for (String label : labels) {
            Files.createDirectories(folder.resolve(label));
        }
        IntStream.range(0, count).parallel().forEach(index -> {
            LabelledPicture picture = picture(index);
            write(folder.resolve(picture.label()).resolve(picture.name()), picture.jpeg());
            progress.accept(1);
        });
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
