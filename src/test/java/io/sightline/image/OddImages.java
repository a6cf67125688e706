package io.sightline.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Real files of unusual and damaged kinds, kept beside the project, and what must become of each. */
public final class OddImages {
    public static final String DECODED = "decoded";

    private static final Path FOLDER = Path.of("../shared/odd-images");

    /** Everything else must decode. */
    private static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("bmp/badwidth.bmp", "corrupt-image"),
            Map.entry("bmp/shortfile.bmp", "corrupt-image"),
            Map.entry("bombs/decompression_bomb.ico", "unsupported-format"),
            Map.entry("bombs/oom-225817ca0f8c663be7ab4b9e717b02c661e66834.tif", "corrupt-image"),
            Map.entry("gif/no_palette.gif", "corrupt-image"),
            Map.entry("other_formats/8_ls.jpg", "unsupported-format"),
            Map.entry("other_formats/hopper.avif", "unsupported-format"),
            Map.entry("other_formats/test-card-lossless.jp2", "unsupported-format"),
            Map.entry("other_formats/testimg_rgb.jpg", "unsupported-format"),
            // Ends within its header's promises: only the metadata was kept.
            Map.entry("other_formats/ultrahdr.jpg", "corrupt-image"),
            Map.entry("progressive/broken-sos-before-sof.jpg", "corrupt-image"),
            Map.entry("svg/batikLogo.svg", "unsupported-format"),
            Map.entry("svg/blue-square.svg", "unsupported-format"),
            Map.entry("truncated_corrupt/broken-bogus-segment-length.jpg", "corrupt-image"),
            Map.entry("truncated_corrupt/broken.png", "corrupt-image"),
            Map.entry("truncated_corrupt/libtiff_segfault.tif", "corrupt-image"),
            Map.entry("truncated_corrupt/truncated_end_chunk.png", "corrupt-image"),
            Map.entry("truncated_corrupt/truncated_jpeg.jpg", "corrupt-image"),
            Map.entry("truncated_corrupt/xc1n0g08.png", "corrupt-image"),
            // Its signature itself is damaged (line ends converted).
            Map.entry("truncated_corrupt/xlfn0g04.png", "unsupported-format"));

    private OddImages() {}

    public static boolean present() {
        return Files.isDirectory(FOLDER);
    }

    public static Path folder() {
        return FOLDER.toAbsolutePath().normalize();
    }

    /** Every file by its name below the folder. */
    public static SortedMap<String, Path> files() throws IOException {
        SortedMap<String, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder())) {
            files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("LICENSES"))
                    .forEach(file ->
                            found.put(folder().relativize(file).toString().replace('\\', '/'), file));
        }
        if (!found.keySet().containsAll(REFUSED.keySet())) {
            throw new IllegalStateException("files that are listed here are missing in " + FOLDER);
        }
        return found;
    }

    /** {@link #DECODED}, or the code of the reason. */
    public static String expected(String name) {
        return REFUSED.getOrDefault(name, DECODED);
    }
}
