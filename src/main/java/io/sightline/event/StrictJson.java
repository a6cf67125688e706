package io.sightline.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Parses JSON from outside: no duplicate names (two readers could take different values), nothing
 * after the value, limits on depth, size and number of tokens.
 */
final class StrictJson {
    static final int MAX_DEPTH = 64;
    /** Room for a picture as a data: URI; the image limits are checked later and are smaller. */
    static final int MAX_CHARACTERS = 128 * 1024 * 1024;

    /**
     * Names, values and brackets in one event. Reading goes by their number, and so does how much longer an event's
     * attributes may be in the prediction (1e-6 is written as 0.000001): the room that is left for that is 64 KiB.
     */
    static final int MAX_TOKENS = 10_000;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_CHARACTERS)
                            .maxDocumentLength(MAX_CHARACTERS)
                            .maxNumberLength(100)
                            .maxTokenCount(MAX_TOKENS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /**
     * Parses one object.
     *
     * @throws ImageRejectedException with {@code malformed-event} and the position of the mistake
     */
    JsonNode parse(String text) {
        try {
            JsonNode node = mapper.readTree(text);
            if (!node.isObject()) {
                throw new ImageRejectedException(
                        DeadLetterReason.MALFORMED_EVENT, "the value is JSON but not an object");
            }
            if (text.contains("\\u") && !isWellFormed(node)) {
                throw new ImageRejectedException(
                        DeadLetterReason.MALFORMED_EVENT,
                        "the event holds half of a surrogate pair (\\ud800 to \\udfff), which is no character");
            }
            return node;
        } catch (NumberFormatException | ArithmeticException e) { // exponents with billions
            throw new ImageRejectedException(
                    DeadLetterReason.MALFORMED_EVENT, "a number is out of range: " + e.getMessage(), e);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String position = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new ImageRejectedException(
                    DeadLetterReason.MALFORMED_EVENT, "not JSON" + position + ": " + e.getOriginalMessage(), e);
        }
    }

    /** Escapes can smuggle in what UTF-8 cannot carry; it would fail when the prediction is written. Names Jackson sees to. */
    private static boolean isWellFormed(JsonNode node) {
        if (node.isTextual()) {
            return Utf8.isEncodable(node.textValue());
        }
        for (JsonNode child : node) {
            if (!isWellFormed(child)) {
                return false;
            }
        }
        return true;
    }
}
