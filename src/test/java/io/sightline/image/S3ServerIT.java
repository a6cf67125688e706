package io.sightline.image;

import static io.sightline.event.DeadLetterReason.NOT_FOUND;
import static io.sightline.event.DeadLetterReason.TOO_LARGE;
import static io.sightline.image.Rejections.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.config.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Pictures out of an S3 server that runs beside the test: Adobe's S3Mock, which {@code ./mvnw verify} fetches. */
class S3ServerIT {
    private static final Path PROGRAM = Path.of("target/s3mock.jar");
    private static final Pattern PORT = Pattern.compile("started on ports? .*?(\\d+) \\(http\\)");

    @TempDir
    static Path folder;

    private static Process process;
    private static String endpoint;
    private static S3Client owner;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.exists(PROGRAM), "no S3Mock; `./mvnw verify` fetches it");
        Path log = folder.resolve("s3mock.log");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        PROGRAM.toAbsolutePath().toString(),
                        "--server.port=0",
                        "--http.port=0")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            Matcher matcher = PORT.matcher(Files.readString(log));
            assertThat(matcher.find()).as(Files.readString(log)).isTrue();
            endpoint = "http://127.0.0.1:" + matcher.group(1);
        });
        S3Credentials.set();
        owner = S3Client.builder()
                .endpointOverride(URI.create(endpoint))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClientBuilder(Apache5HttpClient.builder())
                .build();
        owner.createBucket(request -> request.bucket("photos"));
        put("line 1/Stra\u00dfe+100%.jpg", "street");
        put("large.jpg", "x".repeat(101));
    }

    @AfterAll
    static void stop() throws Exception {
        S3Credentials.clear();
        if (owner != null) {
            owner.close();
        }
        if (process != null) {
            process.destroy();
            process.waitFor();
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
        owner.putObject(request -> request.bucket("photos").key(key), RequestBody.fromString(text));
    }

    private static String fetch(String uri) {
        Settings settings = new Settings(Map.of(
                "image.schemes", "s3",
                "image.s3.buckets", "*",
                "image.s3.endpoint", endpoint,
                "image.s3.path.style", "true",
                "image.max.bytes", "100",
                "image.fetch.timeout.ms", "20000"));
        try (ImageFetcher fetcher = new ImageFetcher(ImageLimits.from(settings))) {
            return new String(fetcher.fetch(uri), UTF_8);
        }
    }
}
