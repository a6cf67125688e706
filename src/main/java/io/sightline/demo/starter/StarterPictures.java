package io.sightline.demo.starter;

import io.sightline.demo.surface.Family;
import io.sightline.demo.surface.SurfaceRenderer;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Renders a family's pictures at twice the size and averages them down, as a resize by half does. */
final class StarterPictures {
    private final SurfaceRenderer renderer;
    private final int size;
    private final long seed;

    StarterPictures(Family family, int size, long seed) {
        this.renderer = new SurfaceRenderer(family, 2 * size);
        this.size = size;
        this.seed = seed;
    }

    /** Renders on all processors; materials and defects take turns. */
    List<StarterPicture> render(int count, IntConsumer progress) {
        return IntStream.range(0, count)
                .parallel()
                .mapToObj(index -> {
                    StarterPicture picture = render(index);
                    progress.accept(1);
                    return picture;
                })
                .toList();
    }

    private StarterPicture render(int index) {
        List<String> materials = List.copyOf(renderer.family().materials().keySet());
        List<String> labels = renderer.family().labels();
        int material = index % materials.size();
        int defect = index / materials.size() % labels.size();
        BufferedImage image = renderer.render(materials.get(material), labels.get(defect), seed * 1_000_003L + index);
        return new StarterPicture(halved(image), material, defect);
    }

    private byte[] halved(BufferedImage image) {
        int[] argb = image.getRGB(0, 0, 2 * size, 2 * size, null, 0, 2 * size);
        byte[] rgb = new byte[size * size * 3];
        for (int y = 0, to = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int at = 2 * (y * 2 * size + x);
                for (int shift = 16; shift >= 0; shift -= 8) {
                    int sum = (argb[at] >> shift & 0xff)
                            + (argb[at + 1] >> shift & 0xff)
                            + (argb[at + 2 * size] >> shift & 0xff)
                            + (argb[at + 2 * size + 1] >> shift & 0xff);
                    rgb[to++] = (byte) ((sum + 2) / 4);
                }
            }
        }
        return rgb;
    }
}
