package io.sightline.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.event.Json;
import java.util.Map;

/** Writes the demo's events. */
final class DemoJson {
    private DemoJson() {}

    static byte[] bytes(Map<String, ?> object) {
        try {
            return Json.mapper().writeValueAsBytes(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of plain values cannot be written", e);
        }
    }
}
