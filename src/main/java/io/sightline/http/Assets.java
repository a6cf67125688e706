package io.sightline.http;

import io.sightline.http.server.Call;
import io.sightline.http.server.HttpException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The files of the page, as they are in the program. */
final class Assets {
    private static final List<String> FILES = List.of(
            "index.html",
            "sightline.css",
            "icon.svg",
            "main.js",
            "server.js",
            "live.js",
            "review.js",
            "letters.js",
            "models.js",
            "stats.js",
            "chart.js");

    private final Map<String, byte[]> files = new HashMap<>();

    Assets() {
        for (String file : FILES) {
            try (InputStream in = Assets.class.getResourceAsStream("page/" + file)) {
                if (in == null) {
                    throw new IllegalStateException("the program lacks the page's file " + file);
                }
                files.put(file, in.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    void get(Call call, String file, String type) {
        byte[] bytes = files.get(file);
        if (bytes == null) {
            throw new HttpException(404, "the page has no file " + file);
        }
        call.answer(200, type, "no-cache", bytes);
    }
}
