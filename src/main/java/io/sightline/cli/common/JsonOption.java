package io.sightline.cli.common;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sightline.event.Json;
import picocli.CommandLine.Option;

/** {@code --json}: one JSON object per line instead of text for people; a mixin. */
public final class JsonOption {
    @Option(names = "--json", description = "Print JSON instead of text, one object a line.")
    boolean json;

    /** Whether JSON is asked for. */
    public boolean wanted() {
        return json;
    }

    /** The value as one line of JSON. */
    public String line(Object value) {
        try {
            return Json.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value + " as JSON", e);
        }
    }
}
