package io.sightline.image;

import static io.sightline.event.DeadLetterReason.DIGEST_MISMATCH;
import static io.sightline.event.DeadLetterReason.MALFORMED_EVENT;
import static io.sightline.event.DeadLetterReason.TOO_LARGE;
import static io.sightline.image.Rejections.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import io.sightline.event.ImageEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pictures that come within the event: as data: URI, or as the record's own bytes. */
class DataSourceTest {
    private final ImageFetcher fetcher =
            new ImageFetcher(ImageLimits.from(new Settings(Map.of("image.max.bytes", "12"))));

    @AfterEach
    void close() {
        fetcher.close();
    }

    @Test
    void readsEachWayOfWritingIt() {
        assertThat(text("data:image/png;base64,aGVsbG8/")).isEqualTo("hello?");
        assertThat(text("DATA:image/png;charset=utf-8;BASE64,aGVsbG8/")).isEqualTo("hello?");
        assertThat(text("data:;base64,aGk=")).isEqualTo("hi");
        assertThat(text("data:;base64,aGk%3D")).isEqualTo("hi");
        assertThat(text("data:;base64,aG\nk")).isEqualTo("hi");
        assertThat(text("data:,a%20b%2Fc")).isEqualTo("a b/c");
        assertThat(text("data:,%41")).isEqualTo("A");
        assertThat(text("data:,")).isEmpty();
    }

    @Test
    void refusesWhatItCannotRead() {
        malformed("data:image/png;base64");
        malformed("data:;base64,a*b=");
        malformed("data:,100%");
        malformed("data:,%4");
        malformed("data:,%zz");
        malformed("data:,\u00e4");
    }

    @Test
    void limitsTheBytesInTheEnd() {
        assertThat(text("data:,123456789012")).hasSize(12);
        assertThat(text("data:,%31%32%33%34%35%36%37%38%39%30%31%32")).hasSize(12);
        assertThat(text("data:;base64,MTIzNDU2Nzg5MDEy")).hasSize(12);
        assertThat(text("data:;base64,MTIzNDU2Nzg5MDE%3D")).hasSize(11);
        assertRefused(() -> fetcher.fetch("data:,1234567890123"), TOO_LARGE);
        assertRefused(() -> fetcher.fetch("data:;base64,MTIzNDU2Nzg5MDEyMw=="), TOO_LARGE);
        assertRefused(() -> fetcher.fetch("data:;base64," + "A".repeat(1_000_000)), TOO_LARGE)
                .hasSizeLessThan(300);
    }

    @Test
    void looksAtNothingThatIsTooLongAnyway() {
        assertRefused(() -> fetcher.fetch("data:," + "%".repeat(1_000)), TOO_LARGE);
        assertRefused(() -> fetcher.fetch("data:;base64," + "*".repeat(1_000)), TOO_LARGE);
    }

    @Test
    void holdsTheBytesToTheDigestOfTheEvent() {
        String right = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

        assertThat(fetcher.fetch(event("data:,hello", null, right)))
                .asString(UTF_8)
                .isEqualTo("hello");
        assertThat(fetcher.fetch(event(null, "hello", right.toUpperCase(Locale.ROOT))))
                .hasSize(5);
        assertRefused(() -> fetcher.fetch(event("data:,hallo", null, right)), DIGEST_MISMATCH)
                .contains(right);
    }

    @Test
    void takesRawBytesWithinTheLimitOnly() {
        assertThat(fetcher.fetch(event(null, "123456789012", null))).hasSize(12);
        assertRefused(() -> fetcher.fetch(event(null, "1234567890123", null)), TOO_LARGE);
        assertRefused(() -> fetcher.fetch(event(null, null, null)), MALFORMED_EVENT);
    }

    private static ImageEvent event(String uri, String content, String sha256) {
        return new ImageEvent("1", uri, content == null ? null : content.getBytes(UTF_8), Instant.EPOCH, sha256, null);
    }

    private String text(String uri) {
        return new String(fetcher.fetch(uri), UTF_8);
    }

    private void malformed(String uri) {
        assertRefused(() -> fetcher.fetch(uri), MALFORMED_EVENT);
    }
}
