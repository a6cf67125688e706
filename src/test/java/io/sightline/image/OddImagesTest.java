package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.event.ImageRejectedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Real files of unusual and damaged kinds: each is decoded, or refused for the right reason. */
class OddImagesTest {
    @Test
    void eachIsDecodedOrRefusedForTheRightReason() throws Exception {
        assumeTrue(OddImages.present(), "no odd images beside the project");
        Map<String, String> outcomes = new TreeMap<>();
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults())) {
            for (Map.Entry<String, Path> file : OddImages.files().entrySet()) {
                outcomes.put(file.getKey(), outcome(decoder, Files.readAllBytes(file.getValue())));
            }
        }

        Map<String, String> expected = new TreeMap<>(outcomes);
        expected.replaceAll((name, outcome) -> OddImages.expected(name));
        assertThat(outcomes).isEqualTo(expected);
    }

    private static String outcome(ImageDecoder decoder, byte[] bytes) {
        try {
            Pixels pixels = decoder.decode(bytes, 32, 32, true);
            for (float value : pixels.rgb()) {
                assertThat(value).isBetween(0f, 255f);
            }
            return OddImages.DECODED;
        } catch (ImageRejectedException e) {
            return e.reason().code();
        }
    }
}
