package io.sightline.event;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Why and from where a record came to the dead-letters topic: what its headers say. The names are
 * Kafka Streams' own (KIP-1034) and {@code sightline.reason}; every value is text in UTF-8.
 *
 * @param reason a code of {@link DeadLetterReason}; text, so that those of later versions can be read
 * @param exception class name
 * @param message what was wrong
 * @param topic where the record was read from
 * @param partition where the record was read from
 * @param offset where the record was read from
 */
public record DeadLetter(
        String reason, String exception, String message, String topic, String partition, String offset) {
    public static final String REASON = "sightline.reason";

    /** How often a record has been sent again after it had become a dead letter; a number as text. */
    public static final String REDRIVEN = "sightline.redriven";

    private static final String PREFIX = "__streams.errors.";
    private static final String EXCEPTION = PREFIX + "exception";
    private static final String MESSAGE = PREFIX + "message";
    private static final String STACKTRACE = PREFIX + "stacktrace";
    private static final String TOPIC = PREFIX + "topic";
    private static final String PARTITION = PREFIX + "partition";
    private static final String OFFSET = PREFIX + "offset";

    /**
     * The headers of a dead letter: those received, byte for byte, and the reason. Headers of an
     * earlier failure, on a record that was sent again, give way to the new ones.
     */
    public static Headers headers(SourceRecord source, ImageRejectedException rejection) {
        Headers headers = originalHeaders(source.headers());
        Throwable thrown = rejection.getCause() == null ? rejection : rejection.getCause();
        add(headers, REASON, rejection.reason().code());
        add(headers, EXCEPTION, thrown.getClass().getName());
        add(headers, MESSAGE, String.valueOf(rejection.getMessage()));
        add(headers, STACKTRACE, StackTraces.text(rejection));
        add(headers, TOPIC, source.topic());
        add(headers, PARTITION, String.valueOf(source.partition()));
        add(headers, OFFSET, String.valueOf(source.offset()));
        return headers;
    }

    /** The headers its record had before it became a dead letter, byte for byte; a copy. */
    public static Headers originalHeaders(Headers deadLetter) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : deadLetter) {
            if (!header.key().startsWith(PREFIX) && !header.key().equals(REASON)) {
                headers.add(header);
            }
        }
        return headers;
    }

    /** How often the record has been sent again; 0 if never. */
    public static int redriven(Headers headers) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE - 1L, number(text(headers, REDRIVEN))));
    }

    /** Says how often the record has been sent again. */
    public static void setRedriven(Headers headers, int times) {
        headers.remove(REDRIVEN);
        add(headers, REDRIVEN, String.valueOf(times));
    }

    /** Reads the headers of a dead letter; what is missing is {@code "?"}. */
    public static DeadLetter of(Headers headers) {
        return new DeadLetter(
                text(headers, REASON),
                text(headers, EXCEPTION),
                text(headers, MESSAGE),
                text(headers, TOPIC),
                text(headers, PARTITION),
                text(headers, OFFSET));
    }

    /** The place the record was read from: {@code topic-partition-offset}. */
    public String place() {
        return topic + "-" + partition + "-" + offset;
    }

    /** The record as it stood on the images topic before it became this dead letter. */
    public static SourceRecord source(SourceRecord deadLetter) {
        DeadLetter letter = of(deadLetter.headers());
        return new SourceRecord(
                deadLetter.key(),
                deadLetter.value(),
                deadLetter.headers(),
                letter.topic(),
                (int) number(letter.partition()),
                number(letter.offset()),
                deadLetter.timestamp());
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    private static void add(Headers headers, String key, String value) {
        headers.add(key, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Headers headers, String key) {
        Header header = headers.lastHeader(key);
        byte @Nullable [] value = header == null ? null : header.value();
        return value == null ? "?" : new String(value, StandardCharsets.UTF_8);
    }
}
