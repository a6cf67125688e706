package io.sightline.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {
    private static final byte[] PUBLISHED = "what was published".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file.bin", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, PUBLISHED.length);
                exchange.getResponseBody().write(PUBLISHED);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void keepsWhatHasThePublishedChecksum() throws IOException {
        fetch("md5.bin", Checksum.md5(DigestUtils.md5Hex(PUBLISHED)));
        fetch("sha256.bin", Checksum.sha256(DigestUtils.sha256Hex(PUBLISHED)));
        fetch("unknown.bin", null);

        assertThat(folder.resolve("md5.bin")).hasBinaryContent(PUBLISHED);
        assertThat(folder.resolve("sha256.bin")).hasBinaryContent(PUBLISHED);
        assertThat(Files.readString(folder.resolve("unknown.bin.sha256"))).isEqualTo(DigestUtils.sha256Hex(PUBLISHED));
    }

    @Test
    void doesNotKeepWhatHasAnother() {
        assertThatThrownBy(() -> fetch("file.bin", Checksum.sha256("00")))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("SHA-256")
                .hasMessageContaining(DigestUtils.sha256Hex(PUBLISHED))
                .hasMessageContaining("--archive ZIP");
        assertThat(folder).isDirectoryNotContaining("glob:**file.bin{,.part}");
    }

    private void fetch(String name, @Nullable Checksum published) {
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/file.bin");
        new Download(uri, folder.resolve(name), published, Duration.ofSeconds(10), "--archive ZIP")
                .fetch((done, total) -> {});
    }
}
