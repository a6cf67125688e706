package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.event.ImageRejectedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Real files of unusual and damaged kinds: each is decoded, or refused for the right reason. */
class OddImagesTest {
    private static final Path FILES = Path.of("../shared/odd-images");

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

    @Test
    void eachIsDecodedOrRefusedForTheRightReason() throws Exception {
        assumeTrue(Files.isDirectory(FILES), "no " + FILES + " beside the project");
        Map<String, String> outcomes = new TreeMap<>();
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults())) {
            for (Path file : files()) {
                String name = FILES.relativize(file).toString().replace('\\', '/');
                outcomes.put(name, outcome(decoder, Files.readAllBytes(file)));
            }
        }

        Map<String, String> expected = new TreeMap<>(outcomes);
        expected.replaceAll((name, outcome) -> REFUSED.getOrDefault(name, "decoded"));
        assertThat(outcomes).isEqualTo(expected).containsKeys(REFUSED.keySet().toArray(String[]::new));
    }

    private static List<Path> files() throws Exception {
        try (Stream<Path> files = Files.walk(FILES)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().contains("LICENSES"))
                    .toList();
        }
    }

    private static String outcome(ImageDecoder decoder, byte[] bytes) {
        try {
            Pixels pixels = decoder.decode(bytes, 32, 32, true);
            for (float value : pixels.rgb()) {
                assertThat(value).isBetween(0f, 255f);
            }
            return "decoded";
        } catch (ImageRejectedException e) {
            return e.reason().code();
        }
    }
}
