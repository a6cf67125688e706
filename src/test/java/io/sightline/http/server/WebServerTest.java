package io.sightline.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebServerTest {
    private final WebServer server = WebServer.open(new Settings(Map.of(Settings.HTTP_PORT, "0")));
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void everyAnswerCarriesTheHeadersOfCaution() throws Exception {
        server.offer(Endpoint.INFO, call -> call.answer(200, Map.of("name", "sightline")));

        for (String path : new String[] {"/info", "/nowhere"}) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.headers().firstValue("content-security-policy").orElseThrow())
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("server")).isEmpty();
        }
    }

    @Test
    void whatIsNotThereIsSaidSo() throws Exception {
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/info").statusCode()).as("not offered yet").isEqualTo(503);
        assertThat(get("/api/feedback").statusCode()).isEqualTo(405);
        assertThat(get("/api/feedback").headers().firstValue("allow")).hasValue("POST");
        assertThat(get("/api/../../etc/passwd").statusCode()).isBetween(400, 404);
    }

    @Test
    void anOutrageousBodyIsRefused() throws Exception {
        server.offer(Endpoint.PREDICT, call -> call.answer(200, Map.of("size", call.body(10).length)));

        assertThat(post("/v1/models/any:predict", "ten bytes!").body()).isEqualTo("{\"size\":10}");
        assertThat(post("/v1/models/any:predict", "eleven byte").statusCode()).isEqualTo(413);
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws Exception {
        Settings settings = new Settings(Map.of(Settings.HTTP_PORT, "0"));
        try (WebServer impatient = WebServer.open(settings, Duration.ofMillis(200));
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), impatient.address().getPort())) {
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().read()).as("end of the stream").isEqualTo(-1);
        }
    }

    @Test
    void aBodyThatDripsIsNotWaitedFor() throws Exception {
        server.offer(Endpoint.PREDICT, call -> call.answer(200, Map.of("size", call.body(1000).length)));
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setSoTimeout(100);
            socket.getOutputStream()
                    .write("POST /v1/models/any:predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n"
                            .getBytes(UTF_8));
            int answer = -1;
            for (int sent = 0; answer < 0 && sent < 100; sent++) {
                socket.getOutputStream().write('x');
                try {
                    answer = socket.getInputStream().read();
                } catch (SocketTimeoutException e) {
                    answer = -1; // the next byte
                }
            }
            assertThat(answer).as("an answer before the body is whole").isEqualTo('H');
            socket.setSoTimeout(10_000);
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .startsWith("TTP/1.1 408");
        }
    }

    @Test
    void aClientMaySendMoreAfterARefusal() throws Exception {
        server.offer(Endpoint.PREDICT, call -> {
            throw new HttpException(415, "not this");
        });

        for (int i = 0; i < 100; i++) { // over a connection that is kept
            assertThat(post("/v1/models/any:predict", "x".repeat(1000 * i)).statusCode())
                    .isEqualTo(415);
        }
    }

    @Test
    void aFailureIsNotToldInDetail() throws Exception {
        server.offer(Endpoint.INFO, call -> {
            throw new IllegalStateException("the password is 1234");
        });

        HttpResponse<String> answer = get("/info");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("log").doesNotContain("1234");
    }

    @Test
    void aChangeWithoutItsHeaderDoesNotReachTheHandler() throws Exception {
        server.offer(Endpoint.FEEDBACK, call -> call.answer(201, Map.of()));

        assertThat(post("/api/feedback", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsNoRequestIsAnsweredWithTheSameCaution() throws Exception {
        for (String nonsense : List.of(
                "GET / HTTP/9.9\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n",
                "GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /%2e%2e/%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
                "POST /info HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")) {
            String answer = raw(nonsense);

            assertThat(answer).as(nonsense).matches("(?s)HTTP/1\\.1 (4\\d\\d|505).*");
            assertThat(answer.toLowerCase(Locale.ROOT))
                    .as(nonsense)
                    .contains("x-content-type-options: nosniff", "content-security-policy: default-src 'none'")
                    .doesNotContain("jetty", "org.eclipse", "server:");
        }
    }

    @Test
    void onlyThisMachineIsListenedToByDefault() {
        assertThat(new Settings(Map.of()).getString(Settings.HTTP_HOST)).isEqualTo("127.0.0.1");
        assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
    }

    @Test
    void moreConnectionsThanAllowedWait() throws Exception {
        server.offer(Endpoint.INFO, call -> call.answer(200, Map.of()));
        List<Socket> crowd = new ArrayList<>();
        try {
            for (int i = 0; i < WebServer.CONNECTIONS; i++) {
                crowd.add(new Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort()));
            }
            await().untilAsserted(() -> assertThat(answers()).as("one too many").isFalse());
            crowd.get(0).close();
            await().untilAsserted(() -> assertThat(answers()).as("one has left").isTrue());
        } finally {
            for (Socket socket : crowd) {
                socket.close();
            }
        }
    }

    private boolean answers() throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setSoTimeout(300);
            socket.getOutputStream()
                    .write("GET /info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(UTF_8));
            return socket.getInputStream().read() == 'H';
        } catch (IOException tooMany) {
            return false;
        }
    }

    private String raw(String request) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        Settings taken = new Settings(
                Map.of(Settings.HTTP_PORT, String.valueOf(server.address().getPort())));

        assertThatThrownBy(() -> WebServer.open(taken)).hasMessageContaining("--port");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(UTF_8)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }
}
