package io.sightline.image;

import static io.sightline.event.DeadLetterReason.FETCH_FAILED;
import static io.sightline.event.DeadLetterReason.FETCH_TIMEOUT;
import static io.sightline.event.DeadLetterReason.NOT_FOUND;
import static io.sightline.event.DeadLetterReason.TOO_LARGE;
import static io.sightline.event.DeadLetterReason.URI_NOT_ALLOWED;
import static io.sightline.image.Rejections.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An endpoint of S3 that misbehaves, and URIs that ask for what they may not have. */
class S3SourceTest {
    private UnrulyServer server;

    @BeforeEach
    void start() throws Exception {
        server = new UnrulyServer();
        S3Credentials.set();
    }

    @AfterEach
    void stop() {
        server.close();
        S3Credentials.clear();
    }

    @Test
    void asksOnlyForTheBucketsOfTheSettings() {
        server.answer("/photos/a.jpg", 200, "picture");
        server.answer("/secrets/a.jpg", 200, "secret");

        assertThat(fetch("s3://photos/a.jpg", Map.of())).isEqualTo("picture");
        assertThat(server.lastHeaders().getFirst("Authorization")).startsWith("AWS4-HMAC-SHA256");
        refused("s3://secrets/a.jpg", "image.s3.buckets");
        refused("s3://photos/../secrets/a.jpg", "for a folder");
        refused("s3://photos/%2e%2e/secrets/a.jpg", "for a folder");
        refused("s3://photos/x/./a.jpg", "for a folder");
        refused("s3://PHOTOS/a.jpg", "image.s3.buckets");
        refused("s3://photos@127.0.0.1/a.jpg", "bucket");
        refused("s3://photos:80/a.jpg", "bucket");
        refused("s3:///a.jpg", "bucket");
        refused("s3://photos", "object");
        refused("s3://photos/", "object");
        refused("s3://photos/a.jpg?versionId=1", "%3F");
        refused("s3:photos/a.jpg", "bucket");
        assertThat(server.requests("/secrets/a.jpg")).isZero();
    }

    @Test
    void whereAllBucketsMayBeNamedWhatIsNoneMayNot() {
        Map<String, String> all = Map.of("image.s3.buckets", "*");
        for (String none : new String[] {"photos@127.0.0.1", "photos:80", "photos%2F..%2Fsecrets", "ab", ""}) {
            assertRefused(() -> fetch("s3://" + none + "/a.jpg", all), URI_NOT_ALLOWED)
                    .contains("names no bucket");
        }
    }

    @Test
    void noBucketAndNoSchemeByDefault() {
        try (ImageFetcher fetcher = new ImageFetcher(limits(Map.of("image.s3.buckets", "")))) {
            assertRefused(() -> fetcher.fetch("s3://photos/a.jpg"), URI_NOT_ALLOWED)
                    .contains("image.s3.buckets");
        }
        try (ImageFetcher fetcher = new ImageFetcher(ImageLimits.defaults())) {
            assertRefused(() -> fetcher.fetch("s3://photos/a.jpg"), URI_NOT_ALLOWED)
                    .contains("image.schemes");
        }
    }

    @Test
    void tellsWhatIsWrong() {
        server.answer("/photos/no.jpg", 403, error("AccessDenied"), "Content-Type", "application/xml");
        server.answer("/photos/region.jpg", 301, error("PermanentRedirect"), "Content-Type", "application/xml");
        server.answer("/photos/gone.jpg", 404, error("NoSuchKey"), "Content-Type", "application/xml");

        assertRefused(() -> fetch("s3://photos/no.jpg", Map.of()), FETCH_FAILED).contains("s3:GetObject");
        assertRefused(() -> fetch("s3://photos/region.jpg", Map.of()), FETCH_FAILED)
                .contains("image.s3.region");
        assertRefused(() -> fetch("s3://photos/gone.jpg", Map.of()), NOT_FOUND).contains("s3://photos/gone.jpg");
    }

    @Test
    void triesABusyServerAgain() {
        server.answerFirst("/photos/a.jpg", 1, 503);
        server.answer("/photos/a.jpg", 200, "picture");

        assertThat(fetch("s3://photos/a.jpg", Map.of())).isEqualTo("picture");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a thread that reads cannot be interrupted
    void stopsReadingAtTheLimit() {
        server.answer("/photos/exact", 200, "x".repeat(100));
        server.answer("/photos/large", 200, "x".repeat(101));
        server.huge("/photos/huge");
        server.endless("/photos/endless");
        Map<String, String> small = Map.of("image.max.bytes", "100", "image.fetch.timeout.ms", "600000");

        assertThat(fetch("s3://photos/exact", small)).hasSize(100);
        assertRefused(() -> fetch("s3://photos/large", small), TOO_LARGE).contains("image.max.bytes");
        assertRefused(() -> fetch("s3://photos/endless", small), TOO_LARGE);
        assertRefused(() -> fetch("s3://photos/huge", small), TOO_LARGE);
    }

    @Test
    void hangsUpOnWhatItWillNotRead() {
        server.endless("/photos/endless");
        try (ImageFetcher fetcher =
                new ImageFetcher(limits(Map.of("image.max.bytes", "100", "image.fetch.timeout.ms", "600000")))) {
            assertRefused(() -> fetcher.fetch("s3://photos/endless"), TOO_LARGE);

            await().untilAsserted(() -> assertThat(server.underWay()).isZero());
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void cutsASlowDripAtTheDeadline() {
        server.slowDrip("/photos/drip");
        server.silent("/photos/silent");
        Map<String, String> hurry = Map.of("image.fetch.timeout.ms", "500");

        assertRefused(() -> fetch("s3://photos/drip", hurry), FETCH_TIMEOUT).contains("image.fetch.timeout.ms");
        assertRefused(() -> fetch("s3://photos/silent", hurry), FETCH_TIMEOUT);
    }

    @Test
    void anEndpointThatIsNoneIsNamedAtTheStart() {
        for (String wrong : new String[] {"minio:9000", "ftp://minio", "http://"}) {
            assertThatThrownBy(() -> limits(Map.of("image.s3.endpoint", wrong)))
                    .hasMessageContaining("image.s3.endpoint");
        }
    }

    private void refused(String uri, String why) {
        assertRefused(() -> fetch(uri, Map.of()), URI_NOT_ALLOWED).contains(why);
    }

    private String fetch(String uri, Map<String, String> settings) {
        try (ImageFetcher fetcher = new ImageFetcher(limits(settings))) {
            return new String(fetcher.fetch(uri), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private ImageLimits limits(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "image.schemes", "s3",
                "image.s3.buckets", "photos",
                "image.s3.endpoint", "http://127.0.0.1:" + server.port(),
                "image.s3.path.style", "true"));
        all.putAll(settings);
        return ImageLimits.from(new Settings(all));
    }

    private static String error(String code) {
        return "<Error><Code>" + code + "</Code><Message>no</Message></Error>";
    }
}
