package io.sightline.image;

import static io.sightline.event.DeadLetterReason.NOT_FOUND;
import static io.sightline.event.DeadLetterReason.TOO_LARGE;
import static io.sightline.event.DeadLetterReason.URI_NOT_ALLOWED;
import static io.sightline.image.Rejections.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.config.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cameras write into a folder; events name files in it. */
class FileSourceTest {
    @TempDir
    Path folder;

    private Path allowed;
    private Path secret;
    private ImageFetcher fetcher;

    @BeforeEach
    void cameraFolder() throws Exception {
        allowed = Files.createDirectories(folder.resolve("camera"));
        secret = Files.writeString(folder.resolve("secret.txt"), "secret");
        Files.writeString(allowed.resolve("a.jpg"), "picture");
        fetcher = new ImageFetcher(limits("20"));
    }

    @AfterEach
    void close() {
        fetcher.close();
    }

    private ImageLimits limits(String maxBytes) {
        return ImageLimits.from(new Settings(Map.of("image.max.bytes", maxBytes)))
                .withFileRoots(List.of(allowed));
    }

    @Test
    void aSchemeWithoutASourceIsNamedAtTheStart() {
        ImageLimits limits = ImageLimits.from(new Settings(Map.of("image.schemes", "file,ftp")));
        assertThatThrownBy(() -> new ImageFetcher(limits))
                .hasMessageContaining("image.schemes")
                .hasMessageContaining("data, file, http, https and s3");
    }

    @Test
    void aSchemeThatIsNotAllowedIsNotFetched() {
        ImageLimits limits = ImageLimits.from(new Settings(Map.of("image.schemes", "file")));
        try (ImageFetcher files = new ImageFetcher(limits)) {
            assertRefused(() -> files.fetch("data:,x"), URI_NOT_ALLOWED).contains("image.schemes");
            assertRefused(() -> files.fetch("http://127.0.0.1/"), URI_NOT_ALLOWED)
                    .contains("image.schemes");
        }
    }

    @Test
    void readsFilesInTheFolderInEachSpelling() {
        assertThat(text("file://" + allowed + "/a.jpg")).isEqualTo("picture");
        assertThat(text("file:" + allowed + "/a.jpg")).isEqualTo("picture");
        assertThat(text("FILE://localhost" + allowed + "/a.jpg")).isEqualTo("picture");
        assertThat(text("file://" + allowed + "/./a.jpg")).isEqualTo("picture");
    }

    @Test
    void readsNamesWithSpacesAndUmlauts() throws Exception {
        Path file = Path.of(URI.create("file://" + allowed + "/Stra%C3%9Fe%201.jpg"));
        Files.writeString(file, "street");

        assertThat(text("file://" + allowed + "/Stra%C3%9Fe%201.jpg")).isEqualTo("street");
        assertThat(text("file://" + allowed + "/Stra\u00dfe 1.jpg")).isEqualTo("street");
    }

    @Test
    void refusesWhatIsOutsideTheFolder() {
        refused("file://" + secret).contains("image.file.roots");
        refused("file://" + allowed + "/../secret.txt");
        refused("file://" + allowed + "/%2e%2e/secret.txt");
        refused("file:///etc/passwd");
        refused("file:///no/such/file").doesNotContain("no file at");
        refused("file://" + allowed + "-other/a.jpg");
    }

    @Test
    void refusesLinksThatLeadOutside() throws Exception {
        Files.createSymbolicLink(allowed.resolve("link.jpg"), secret);
        Files.createSymbolicLink(allowed.resolve("up"), folder);

        refused("file://" + allowed + "/link.jpg");
        refused("file://" + allowed + "/up/secret.txt");
    }

    @Test
    void followsLinksThatStayInside() throws Exception {
        Files.createSymbolicLink(allowed.resolve("latest.jpg"), Path.of("a.jpg"));

        assertThat(text("file://" + allowed + "/latest.jpg")).isEqualTo("picture");
    }

    @Test
    void acceptsAFolderThatIsItselfALink() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("mount"), allowed);
        try (ImageFetcher linked = new ImageFetcher(limits("20").withFileRoots(List.of(link)))) {
            assertThat(linked.fetch("file://" + link + "/a.jpg")).hasSize(7);
            assertThat(linked.fetch("file://" + allowed.toAbsolutePath() + "/a.jpg"))
                    .hasSize(7);
        }
    }

    @Test
    void allowsNoFileWithoutSettings() {
        try (ImageFetcher bare = new ImageFetcher(ImageLimits.defaults())) {
            assertRefused(() -> bare.fetch("file://" + allowed + "/a.jpg"), URI_NOT_ALLOWED);
        }
    }

    @Test
    void tellsAMissingFile() {
        assertRefused(() -> fetcher.fetch("file://" + allowed + "/b.jpg"), NOT_FOUND)
                .contains("b.jpg");
        assertRefused(() -> fetcher.fetch("file://" + allowed), NOT_FOUND).contains("not a file");
        assertRefused(() -> fetcher.fetch("file://" + allowed + "/a.jpg/b.jpg"), NOT_FOUND);
        assertRefused(() -> fetcher.fetch("file://" + allowed + "/" + "x".repeat(300)), NOT_FOUND);
    }

    @Test
    void refusesTooLargeAFile() throws Exception {
        Files.writeString(allowed.resolve("exact.jpg"), "x".repeat(20));
        Files.writeString(allowed.resolve("large.jpg"), "x".repeat(21));

        assertThat(text("file://" + allowed + "/exact.jpg")).hasSize(20);
        assertRefused(() -> fetcher.fetch("file://" + allowed + "/large.jpg"), TOO_LARGE)
                .contains("image.max.bytes");
    }

    @Test
    void refusesOtherSpellingsWithAHint() {
        refused(allowed + "/a.jpg").contains("file:///");
        refused("file:a.jpg").contains("relative");
        refused("file://localhost");
        refused("file:C:\\pictures\\a.jpg").contains("file:///C:/");
        refused("file://server/share/a.jpg").contains("names a host");
        refused("file://" + allowed + "/a.jpg?size=1").contains("%3F");
        refused("file://" + allowed + "/a%00.jpg");
        refused("ftp://example.org/a.jpg").contains("image.schemes");
        refused("jar:file:/a.jar!/b.jpg").contains("image.schemes");
    }

    private String text(String uri) {
        return new String(fetcher.fetch(uri), UTF_8);
    }

    private AbstractStringAssert<?> refused(String uri) {
        return assertRefused(() -> fetcher.fetch(uri), URI_NOT_ALLOWED);
    }
}
