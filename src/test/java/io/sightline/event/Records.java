package io.sightline.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Records as they come from the images topic, partition 3, offset 41, at 2026-11-03T10:15:30Z. */
final class Records {
    static final long TIMESTAMP = 1_793_700_930_000L;

    private Records() {}

    static SourceRecord of(@Nullable String key, String value, Map<String, String> headers) {
        return of(key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8), headers);
    }

    static SourceRecord of(byte @Nullable [] key, byte @Nullable [] value, Map<String, String> headers) {
        RecordHeaders recordHeaders = new RecordHeaders();
        headers.forEach((name, text) -> recordHeaders.add(name, text.getBytes(UTF_8)));
        return new SourceRecord(key, value, recordHeaders, "images", 3, 41, TIMESTAMP);
    }
}
