package io.sightline.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.Json;
import io.sightline.image.TestPictures;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.Topics;
import io.sightline.model.TestModels;
import io.sightline.service.ClassifierService;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A service that classifies, on a real broker, and somebody who asks it over HTTP. */
final class RunningService implements AutoCloseable {
    private final BrokerExtension broker;
    private final Path photos;
    private final Settings settings;
    private final ClassifierService service;
    private final HttpClient client = HttpClient.newHttpClient();

    RunningService(BrokerExtension broker, Path folder) throws Exception {
        this.broker = broker;
        this.photos = Files.createDirectories(folder.resolve("photos"));
        Map<String, String> values = new TreeMap<>();
        values.put(Settings.TOPIC_PARTITIONS, "2");
        values.put(Settings.STATE_DIR, folder.resolve("state").toString());
        values.put(Settings.HTTP_PORT, "0");
        values.put(Settings.ROLES, "classify");
        values.put(Settings.IMAGE_FILE_ROOTS, photos.toString());
        values.put(
                Settings.MODEL_DIR,
                TestModels.write(folder.resolve("model"), "ok", "scratch", "dent")
                        .folder()
                        .toString());
        this.settings = broker.settings(values);
        try (Topics topics = Topics.connect(new ClientSettings(settings))) {
            topics.create(EventTopics.specs(settings));
        }
        this.service = ClassifierService.start(settings);
        service.awaitReady(Duration.ofMinutes(1));
    }

    Settings settings() {
        return settings;
    }

    /** Puts a picture on the images topic, by its place on disk. */
    void send(String id) throws IOException {
        Path file = Files.write(photos.resolve(id + ".jpg"), picture());
        sendText(id, "{\"id\":\"" + id + "\",\"uri\":\"" + file.toUri() + "\"}");
    }

    /** Puts any text on the images topic. */
    void sendText(String key, String value) {
        broker.send(List.of(
                new ProducerRecord<>(settings.topic(EventTopics.IMAGES), key.getBytes(UTF_8), value.getBytes(UTF_8))));
    }

    static byte[] picture() {
        return TestPictures.jpeg(90, 70);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + service.httpAddress().getPort() + path);
    }

    HttpResponse<byte[]> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    JsonNode json(String path) throws Exception {
        return Json.mapper().readTree(get(path).body());
    }

    /** Asks as a script on this machine does. */
    Answer post(String path, String type, byte[] body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", type)
                .header("X-Sightline", "1")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), Json.mapper().readTree(response.body()));
    }

    Answer post(String path, String json) throws Exception {
        return post(path, "application/json", json.getBytes(UTF_8));
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body in JSON
     */
    record Answer(int status, JsonNode body) {}

    @Override
    public void close() {
        service.close();
    }
}
