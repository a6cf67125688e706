package io.sightline.image;

import static io.sightline.event.DeadLetterReason.NOT_FOUND;
import static io.sightline.event.DeadLetterReason.TOO_LARGE;
import static io.sightline.image.Rejections.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import io.sightline.fixtures.S3Server;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures out of an S3 server that runs beside the test. */
class S3ServerIT {
    @TempDir
    static Path folder;

    private static @Nullable S3Server server;

    @BeforeAll
    static void start() throws Exception {
        server = new S3Server(folder);
        server.createBucket("photos");
        put("line 1/Stra\u00dfe+100%.jpg", "street");
        put("large.jpg", "x".repeat(101));
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void fetchesAnObjectWhateverItsName() {
        assertThat(fetch("s3://photos/line%201/Stra%C3%9Fe+100%25.jpg")).isEqualTo("street");
        assertThat(fetch("s3://photos/line%201/Stra\u00dfe+100%25.jpg")).isEqualTo("street");
    }

    @Test
    void tellsWhatIsNotThereAndWhatIsTooLarge() {
        assertRefused(() -> fetch("s3://photos/none.jpg"), NOT_FOUND).contains("s3://photos/none.jpg");
        assertRefused(() -> fetch("s3://no-such-bucket/none.jpg"), NOT_FOUND);
        assertRefused(() -> fetch("s3://photos/large.jpg"), TOO_LARGE);
    }

    private static void put(String key, String text) {
        server.put("photos", key, text.getBytes(UTF_8));
    }

    private static String fetch(String uri) {
        Settings settings = new Settings(Map.of(
                "image.schemes", "s3",
                "image.s3.buckets", "*",
                "image.s3.endpoint", server.endpoint(),
                "image.s3.path.style", "true",
                "image.max.bytes", "100",
                "image.fetch.timeout.ms", "20000"));
        try (ImageFetcher fetcher = new ImageFetcher(ImageLimits.from(settings))) {
            return new String(fetcher.fetch(uri), UTF_8);
        }
    }
}
