package io.sightline.demo.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.demo.surface.line.LineFamily;
import io.sightline.demo.surface.starter.StarterFamily;
import io.sightline.event.ImageRejectedException;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageFetcher;
import io.sightline.image.ImageLimits;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo shows and sends. */
class DemoPicturesTest {
    @TempDir
    Path folder;

    @Test
    void writesAFolderForEachLabel() throws Exception {
        AtomicInteger written = new AtomicInteger();

        PictureSource.inspectionLine(1).write(folder, 10, written::addAndGet);

        Map<String, Integer> counts = new TreeMap<>();
        try (Stream<Path> labels = Files.list(folder)) {
            for (Path label : labels.toList()) {
                try (Stream<Path> files = Files.list(label)) {
                    counts.put(label.getFileName().toString(), files.toList().size());
                }
            }
        }
        assertThat(counts).isEqualTo(Map.of("ok", 3, "scratch", 3, "dent", 2, "stain", 2));
        assertThat(written).hasValue(10);
    }

    @Test
    void isRepeatableAndNeverTheSameTwice() throws Exception {
        PictureSource source = PictureSource.inspectionLine(1);
        LabelledPicture first = source.picture(0);

        assertThat(PictureSource.inspectionLine(1).picture(0).jpeg()).isEqualTo(first.jpeg());
        assertThat(source.picture(4).label()).isEqualTo(first.label());
        assertThat(source.picture(4).jpeg()).isNotEqualTo(first.jpeg());
        assertThat(PictureSource.inspectionLine(2).picture(0).jpeg()).isNotEqualTo(first.jpeg());
        assertThat(PictureSource.inspectionLine(2).picture(0).name()).isNotEqualTo(first.name());
        assertThat(ImageIO.read(new ByteArrayInputStream(first.jpeg())).getWidth())
                .isEqualTo(PictureSource.SIZE);
    }

    @Test
    void sharesNothingWithWhatTheStarterBackboneHasSeen() {
        Set<String> seen = StarterFamily.create().materials().keySet();
        List<String> defects = StarterFamily.create().labels();

        assertThat(LineFamily.create().materials().keySet()).doesNotContainAnyElementsOf(seen);
        assertThat(PictureSource.inspectionLine(1).labels()).doesNotContainAnyElementsOf(defects);
    }

    @Test
    void breaksPicturesInTheWaysItSays() throws Exception {
        List<BrokenPictures.Broken> broken = BrokenPictures.write(
                folder, PictureSource.inspectionLine(1).picture(0).jpeg());
        ImageLimits limits = ImageLimits.defaults().withFileRoots(List.of(folder));

        try (ImageFetcher fetcher = new ImageFetcher(limits);
                ImageDecoder decoder = new ImageDecoder(limits)) {
            for (BrokenPictures.Broken one : broken) {
                assertThat(reason(fetcher, decoder, one.uri())).as(one.name()).isEqualTo(one.reason());
            }
        }
        assertThat(broken).extracting(BrokenPictures.Broken::uri).doesNotHaveDuplicates();
    }

    private static Object reason(ImageFetcher fetcher, ImageDecoder decoder, String uri) {
        try {
            return decoder.decode(fetcher.fetch(uri), 32, 32, true);
        } catch (ImageRejectedException e) {
            return e.reason();
        }
    }
}
