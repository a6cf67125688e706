package io.sightline.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.event.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Listens to server-sent events as a browser does. */
final class EventLines implements AutoCloseable {
    private static final int PATIENCE_MS = 60_000;

    private final HttpURLConnection connection;
    private final BufferedReader lines;

    /** @param lastSeen the id of the event that was seen last; null for none */
    EventLines(URI uri, @Nullable String lastSeen) throws IOException {
        connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setReadTimeout(PATIENCE_MS);
        if (lastSeen != null) {
            connection.setRequestProperty("Last-Event-ID", lastSeen);
        }
        lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
    }

    /**
     * One event.
     *
     * @param id its id
     * @param data its data
     */
    record Event(String id, JsonNode data) {}

    /** The next event of a type. */
    Event next(String type) throws IOException {
        String id = "";
        String event = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                event = line.substring(7);
            } else if (line.startsWith("data: ") && event.equals(type)) {
                return new Event(id, Json.mapper().readTree(line.substring(6)));
            }
        }
        throw new AssertionError("the stream ended before a " + type);
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
