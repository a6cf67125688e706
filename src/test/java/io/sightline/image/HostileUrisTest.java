package io.sightline.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageEventReader;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.SourceRecord;
import io.sightline.fixtures.HostileEvents;
import io.sightline.fixtures.HostileUris;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.impl.InMemoryDnsResolver;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thousands of events try to get out of the folder, into this machine, to a cloud's credentials: none
 * does. The one address that may be asked, 127.0.0.9, stands for the Internet. {@code -Dhostile.events=N} for more.
 */
class HostileUrisTest {
    private static final int ROUNDS = Integer.getInteger("hostile.events", 20_000);
    private static final String INTERNET = "127.0.0.9";

    @TempDir
    Path folder;

    private UnrulyServer server;

    @BeforeEach
    void start() throws Exception {
        server = new UnrulyServer();
        server.answer("/secret", 200, HostileUris.SECRET);
        server.answer("/a.jpg", 200, "allowed");
        server.redirect("/to-loopback", server.uri("/secret"));
        server.redirect("/to-metadata", "http://169.254.169.254/latest/meta-data/iam");
        server.redirect("/to-file", "file:///etc/passwd");
        server.redirect("/to-name", "http://inner.example:" + server.port() + "/secret");
        server.redirect("/loop", "/loop");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nothingOutsideIsReadOrAsked() throws Exception {
        HostileUris files = new HostileUris(folder);
        List<String> uris = new ArrayList<>(files.files());
        uris.addAll(HostileUris.addresses(server.port()));
        for (String path : List.of("a.jpg", "to-loopback", "to-metadata", "to-file", "to-name", "loop")) {
            uris.add("http://internet.example:" + server.port() + "/" + path);
            uris.add("http://rebinding.example:" + server.port() + "/" + path);
        }
        ImageLimits limits = ImageLimits.from(new Settings(Map.of("image.max.bytes", "1000")))
                .withFileRoots(List.of(files.allowed()));
        HostileEvents events = new HostileEvents(7, uris);
        Map<DeadLetterReason, Integer> reasons = new EnumMap<>(DeadLetterReason.class);
        int fetched = 0;
        ImageEventReader reader = new ImageEventReader();
        try (ImageFetcher fetcher = new ImageFetcher(
                limits,
                new HttpSource(
                        limits, new Names(), address -> address.getHostAddress().equals(INTERNET)))) {
            for (int round = 0; round < ROUNDS; round++) {
                try {
                    byte[] bytes = fetcher.fetch(reader.read(record(events.next(), round)));
                    assertThat(new String(bytes, StandardCharsets.UTF_8))
                            .doesNotContain(HostileUris.SECRET)
                            .doesNotContain("root:");
                    fetched++;
                } catch (ImageRejectedException e) {
                    reasons.merge(e.reason(), 1, Integer::sum);
                }
            }
        }

        assertThat(server.addresses()).as("asked under").containsOnly(INTERNET);
        assertThat(server.requests("/secret")).isZero();
        assertThat(fetched).isPositive();
        assertThat(reasons)
                .containsKeys(
                        DeadLetterReason.MALFORMED_EVENT,
                        DeadLetterReason.URI_NOT_ALLOWED,
                        DeadLetterReason.NOT_FOUND,
                        DeadLetterReason.FETCH_FAILED);
        assertThat(reasons.get(DeadLetterReason.URI_NOT_ALLOWED)).isGreaterThan(ROUNDS / 10);
    }

    private static SourceRecord record(HostileEvents.Event event, int offset) {
        RecordHeaders headers = new RecordHeaders();
        event.headers().forEach((name, text) -> headers.add(name, text.getBytes(StandardCharsets.UTF_8)));
        return new SourceRecord(event.key(), event.value(), headers, "images", 0, offset, 0);
    }

    /** Names that lead to addresses, some here and some there; numbers are read by the system as ever. */
    private static final class Names extends InMemoryDnsResolver {
        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            if (host.equals("internet.example")) {
                return InetAddress.getAllByName(INTERNET);
            }
            if (host.equals("rebinding.example")) {
                return InetAddress.getAllByName(asked.getAndIncrement() % 2 == 0 ? INTERNET : "127.0.0.1");
            }
            if (host.equals("inner.example") || host.equals("metadata.google.internal")) {
                return InetAddress.getAllByName("127.0.0.1");
            }
            if (host.matches("[0-9a-fA-FxX.:\\[\\]]+") || host.regionMatches(true, 0, "localhost", 0, 9)) {
                return InetAddress.getAllByName(host);
            }
            return InetAddress.getAllByName("192.0.2.1");
        }
    }

    @Test
    void theRealGuardLetsNoneOfThemPass() throws Exception {
        List<String> passed = new ArrayList<>();
        try (HttpSource source = new HttpSource(ImageLimits.defaults(), new Names(), address -> {
            if (AddressGuard.isPublic(address)) {
                passed.add(address.getHostAddress());
            }
            return false;
        })) {
            for (String uri : HostileUris.addresses(server.port())) {
                try {
                    source.fetch(uri, Deadline.after(Duration.ofSeconds(5)));
                    passed.add(uri);
                } catch (ImageRejectedException e) {
                    assertThat(e.reason())
                            .as(uri)
                            .isIn(
                                    DeadLetterReason.URI_NOT_ALLOWED,
                                    DeadLetterReason.MALFORMED_EVENT,
                                    DeadLetterReason.FETCH_FAILED);
                }
            }
        }
        // Java takes 0177 for 177, and connects to what it has read.
        assertThat(passed).isSubsetOf("177.0.0.1");
        assertThat(server.addresses()).isEmpty();
    }
}
