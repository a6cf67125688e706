package io.sightline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.event.Json;
import picocli.CommandLine.Option;

/** {@code --json}: one JSON object per line instead of text for people. */
final class JsonOption {
    @Option(names = "--json", description = "Print one JSON object per line.")
    boolean wanted;

    /** The value as one line of JSON. */
    String line(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value + " as JSON", e);
        }
    }
}
