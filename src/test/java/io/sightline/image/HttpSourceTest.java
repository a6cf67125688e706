package io.sightline.image;

import static io.sightline.event.DeadLetterReason.FETCH_FAILED;
import static io.sightline.event.DeadLetterReason.FETCH_TIMEOUT;
import static io.sightline.event.DeadLetterReason.MALFORMED_EVENT;
import static io.sightline.event.DeadLetterReason.NOT_FOUND;
import static io.sightline.event.DeadLetterReason.TOO_LARGE;
import static io.sightline.event.DeadLetterReason.URI_NOT_ALLOWED;
import static io.sightline.image.Rejections.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that behave, servers that do not, and servers that must not be asked. */
class HttpSourceTest {
    private UnrulyServer server;

    @BeforeEach
    void start() throws Exception {
        server = new UnrulyServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void fetchesAPicture() {
        server.answer("/a b.jpg", 200, "picture");

        assertThat(fetch("/a%20b.jpg")).isEqualTo("picture");
        assertThat(fetch("/a b.jpg")).isEqualTo("picture");
        assertThat(server.lastHeaders()).doesNotContainKey("Cookie");
        assertThat(server.lastHeaders().getFirst("User-Agent")).startsWith("Sightline/");
        assertThat(server.lastHeaders().getFirst("Accept-Encoding")).isNull();
    }

    @Test
    void takesTheBytesAsTheyWereSent() throws Exception {
        String packed = "\u001f\u0008 is how gzip begins";
        server.answer("/a.jpg", 200, packed, "Content-Encoding", "gzip");

        assertThat(fetch("/a.jpg")).isEqualTo(packed);
    }

    @Test
    void asksNoProxy() throws Exception {
        server.answer("/a.jpg", 200, "picture");
        try (UnrulyServer proxy = new UnrulyServer()) {
            System.setProperty("http.proxyHost", "127.0.0.1");
            System.setProperty("http.proxyPort", "" + proxy.port());
            System.setProperty("http.nonProxyHosts", "");

            assertThat(fetch("/a.jpg")).isEqualTo("picture");
            assertThat(proxy.requests("/a.jpg")).isZero();
        } finally {
            List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts").forEach(System::clearProperty);
        }
    }

    @Test
    void keepsNoCookies() {
        server.answer("/a.jpg", 200, "picture", "Set-Cookie", "id=1");
        try (ImageFetcher fetcher = fetcher(Map.of())) {
            fetcher.fetch(server.uri("/a.jpg"));
            fetcher.fetch(server.uri("/a.jpg"));
        }
        assertThat(server.lastHeaders()).doesNotContainKey("Cookie");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410})
    void tellsWhatIsGone(int status) {
        server.answer("/a.jpg", status, "gone");

        assertRefused(() -> fetch("/a.jpg"), NOT_FOUND).contains(String.valueOf(status));
        assertThat(server.requests("/a.jpg")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 500, 204, 206, 304})
    void givesUpAtOnceOnOtherAnswers(int status) {
        server.answer("/a.jpg", status, "");

        assertRefused(() -> fetch("/a.jpg"), FETCH_FAILED).contains(String.valueOf(status));
        assertThat(server.requests("/a.jpg")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void triesABusyServerAgain(int status) {
        server.answerFirst("/a.jpg", 2, status);
        server.answer("/a.jpg", 200, "picture");

        assertThat(fetch("/a.jpg")).isEqualTo("picture");
        assertThat(server.requests("/a.jpg")).isEqualTo(3);
    }

    @Test
    void givesUpOnAServerThatStaysBusy() {
        server.answer("/a.jpg", 503, "");

        assertRefused(() -> fetch("/a.jpg"), FETCH_FAILED).contains("503");
        assertThat(server.requests("/a.jpg")).isEqualTo(3);
    }

    @Test
    void followsRedirectsButNotForEver() {
        server.redirect("/1", "/2");
        server.redirect("/2", "3");
        server.answer("/3", 200, "picture");
        server.redirect("/loop", "/loop");

        assertThat(fetch("/1")).isEqualTo("picture");
        assertRefused(() -> fetch("/loop"), FETCH_FAILED).contains("image.http.max.redirects");
        assertThat(server.requests("/loop")).isEqualTo(4);
    }

    @Test
    void checksWhereARedirectLeads() {
        server.redirect("/file", "file:///etc/passwd");
        server.redirect("/user", "http://user:secret@127.0.0.1:1/");
        server.redirect("/elsewhere", "http://other.example/");
        server.answer("/nowhere", 302, "");

        Map<String, String> hosts = Map.of("image.http.hosts", "127.0.0.1");
        assertRefused(() -> fetch("/file", hosts), URI_NOT_ALLOWED).contains("scheme");
        assertRefused(() -> fetch("/user", hosts), URI_NOT_ALLOWED).doesNotContain("secret");
        assertRefused(() -> fetch("/elsewhere", hosts), URI_NOT_ALLOWED).contains("image.http.hosts");
        assertRefused(() -> fetch("/nowhere", hosts), FETCH_FAILED);
    }

    @Test
    void checksTheAddressARedirectLeadsTo() throws Exception {
        server.redirect("/a.jpg", "http://metadata.example:" + server.port() + "/secret");
        server.answer("/secret", 200, "secret");
        InMemoryDnsResolver names = new InMemoryDnsResolver();
        names.add("camera.example", InetAddress.getByName("127.0.0.1"));
        names.add("metadata.example", InetAddress.getByName("127.0.0.2"));

        try (HttpSource source = source(Map.of(), names, "127.0.0.1")) {
            String uri = "http://camera.example:" + server.port() + "/a.jpg";
            assertRefused(() -> source.fetch(uri, deadline(5000)), URI_NOT_ALLOWED)
                    .contains("metadata.example");
        }
        assertThat(server.requests("/secret")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/a.jpg", "http://2130706433:PORT/a.jpg", "http://localhost:PORT/a.jpg",
                "http://[::1]:PORT/a.jpg", "http://[::ffff:127.0.0.1]:PORT/a.jpg", "http://0.0.0.0:PORT/a.jpg",
                "http://169.254.169.254/latest/meta-data", "http://[::]:PORT/a.jpg"
            })
    void asksNoAddressInsideTheNetwork(String uri) {
        server.answer("/a.jpg", 200, "secret");
        try (ImageFetcher fetcher = new ImageFetcher(ImageLimits.defaults())) {
            assertRefused(() -> fetcher.fetch(uri.replace("PORT", "" + server.port())), URI_NOT_ALLOWED)
                    .contains("image.http.allow.private");
        }
        assertThat(server.requests("/a.jpg")).isZero();
    }

    @Test
    void connectsToTheAddressItHasChecked() throws Exception {
        server.answer("/a.jpg", 200, "picture");
        // Answers an allowed address to the first question and another to every later one.
        InetAddress[] answers = {InetAddress.getByName("127.0.0.9"), InetAddress.getByName("127.0.0.1")};
        AtomicInteger asked = new AtomicInteger();
        DnsResolver rebinding = new InMemoryDnsResolver() {
            @Override
            public InetAddress[] resolve(String host) {
                return new InetAddress[] {answers[Math.min(asked.getAndIncrement(), 1)]};
            }
        };
        String uri = "http://rebinding.example:" + server.port() + "/a.jpg";

        try (HttpSource source = source(Map.of(), rebinding, "127.0.0.9")) {
            assertThat(source.fetch(uri, deadline(5000))).isNotEmpty();
            assertThat(server.lastAddress()).isEqualTo("127.0.0.9");
        }
        try (HttpSource source = source(Map.of(), rebinding, "127.0.0.9")) {
            assertRefused(() -> source.fetch(uri, deadline(5000)), URI_NOT_ALLOWED);
        }
        assertThat(server.requests("/a.jpg")).isEqualTo(1);
    }

    @Test
    void asksOnlyTheHostsInTheSettings() {
        Map<String, String> hosts = Map.of("image.http.hosts", "cdn.example.org,*.cameras.example");
        assertRefused(() -> fetch("/a.jpg", hosts), URI_NOT_ALLOWED).contains("image.http.hosts");
        HostPatterns patterns = new HostPatterns(List.of("cdn.example.org", "*.cameras.example"));
        assertThat(patterns.match("CDN.example.org.")).isTrue();
        assertThat(patterns.match("a.b.cameras.example")).isTrue();
        assertThat(patterns.match("cameras.example")).isFalse();
        assertThat(patterns.match("evilcameras.example")).isFalse();
        assertThat(patterns.match("cdn.example.org.evil.example")).isFalse();
    }

    @Test
    void refusesUrisThatSayMoreThanWhere() {
        try (ImageFetcher fetcher = fetcher(Map.of())) {
            assertRefused(() -> fetcher.fetch("http://user:secret@127.0.0.1/"), URI_NOT_ALLOWED)
                    .doesNotContain("secret");
            assertRefused(() -> fetcher.fetch("http:///a.jpg"), URI_NOT_ALLOWED);
            assertRefused(() -> fetcher.fetch("http://127.1/a.jpg"), URI_NOT_ALLOWED);
            assertRefused(() -> fetcher.fetch("http:a.jpg"), URI_NOT_ALLOWED);
            assertRefused(() -> fetcher.fetch("http://127.0.0.1:424001/a.jpg"), URI_NOT_ALLOWED);
            assertRefused(() -> fetcher.fetch("http://exa[mple/a.jpg"), MALFORMED_EVENT);
            assertRefused(() -> fetcher.fetch("http://[::ffff:9999999999.1.1.1]/a.jpg"), MALFORMED_EVENT);
            server.redirect("/odd", "http://[::ffff:9999999999.1.1.1]/a.jpg");
            assertRefused(() -> fetcher.fetch(server.uri("/odd")), FETCH_FAILED);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a thread that reads cannot be interrupted
    void stopsReadingAtTheLimit() {
        server.answer("/exact", 200, "x".repeat(100));
        server.answer("/large", 200, "x".repeat(101));
        server.huge("/huge");
        server.endless("/endless");

        // With ten minutes to spare, only the limit can end the endless one.
        Map<String, String> small = Map.of("image.max.bytes", "100", "image.fetch.timeout.ms", "600000");
        assertThat(fetch("/exact", small)).hasSize(100);
        assertRefused(() -> fetch("/large", small), TOO_LARGE).contains("image.max.bytes");
        assertRefused(() -> fetch("/endless", small), TOO_LARGE);
        assertRefused(() -> fetch("/huge", small), TOO_LARGE);
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a thread that reads cannot be interrupted
    void stopsReadingHeadersThatDoNotEnd() throws Exception {
        Map<String, String> patient = Map.of("image.fetch.timeout.ms", "600000");
        for (String part : List.of("X-Long: ", "X-Many: 1\r\n")) {
            try (EndlessServer endless = new EndlessServer("HTTP/1.1 200 OK\r\n" + part, part);
                    ImageFetcher fetcher = fetcher(patient)) {
                assertRefused(() -> fetcher.fetch(endless.uri()), FETCH_FAILED).contains("exceeded");
            }
        }
        try (EndlessServer endless = new EndlessServer("", "HTTP/1.1 100 Continue\r\n\r\n");
                ImageFetcher fetcher = fetcher(Map.of("image.fetch.timeout.ms", "300"))) {
            assertRefused(() -> fetcher.fetch(endless.uri()), FETCH_TIMEOUT);
        }
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void cutsASlowDripAtTheDeadline() {
        server.slowDrip("/drip");
        server.silent("/silent");

        Map<String, String> hurry = Map.of("image.fetch.timeout.ms", "300");
        assertRefused(() -> fetch("/drip", hurry), FETCH_TIMEOUT).contains("image.fetch.timeout.ms");
        assertRefused(() -> fetch("/silent", hurry), FETCH_TIMEOUT);
    }

    @Test
    void triesBrokenConnectionsAgain() {
        server.shortBody("/short");
        server.reset("/reset");

        assertRefused(() -> fetch("/short"), FETCH_FAILED);
        assertRefused(() -> fetch("/reset"), FETCH_FAILED);
        assertThat(server.requests("/short")).isEqualTo(3);
        assertThat(server.requests("/reset")).isEqualTo(3);
    }

    @Test
    void tellsAServerThatIsNotThere() {
        int port = server.port();
        server.close();
        try (ImageFetcher fetcher = fetcher(Map.of())) {
            assertRefused(() -> fetcher.fetch("http://127.0.0.1:" + port + "/a.jpg"), FETCH_FAILED);
            assertRefused(() -> fetcher.fetch("http://no-such-host.invalid/a.jpg"), FETCH_FAILED);
        }
    }

    private String fetch(String path) {
        return fetch(path, Map.of());
    }

    private String fetch(String path, Map<String, String> settings) {
        try (ImageFetcher fetcher = fetcher(settings)) {
            return new String(fetcher.fetch(server.uri(path)), UTF_8);
        }
    }

    private static ImageFetcher fetcher(Map<String, String> settings) {
        return new ImageFetcher(limits(settings));
    }

    private static ImageLimits limits(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("image.http.allow.private", "true");
        return ImageLimits.from(new Settings(all));
    }

    private static HttpSource source(Map<String, String> settings, DnsResolver names, String allowed) {
        return new HttpSource(
                limits(settings), names, address -> address.getHostAddress().equals(allowed));
    }

    private static Deadline deadline(int ms) {
        return Deadline.after(Duration.ofMillis(ms));
    }
}
