package io.sightline.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.config.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
