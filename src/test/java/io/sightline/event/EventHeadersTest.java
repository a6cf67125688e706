package io.sightline.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

/** The headers of what Sightline writes. */
class EventHeadersTest {
    private final SourceRecord source = Records.of(
            "k", "v", Map.of("traceparent", "00-abc-def-01", "ce_id", "of the image", "content-type", "image/png"));

    @Test
    void predictionsAreCloudEventsAndKeepTheTrace() {
        Headers headers = CloudEventHeaders.of(
                source.headers(),
                CloudEventHeaders.PREDICTION_TYPE,
                "/sightline/line1",
                "cam7",
                Instant.parse("2026-11-03T10:15:30.250Z"));

        assertThat(texts(headers))
                .containsExactlyInAnyOrder(
                        "traceparent=00-abc-def-01",
                        "ce_specversion=1.0",
                        "ce_id=cam7",
                        "ce_type=io.sightline.prediction.v1",
                        "ce_source=/sightline/line1",
                        "ce_time=2026-11-03T10:15:30.250Z",
                        "content-type=application/json");
        assertThat(texts(source.headers()))
                .as("received headers are left alone")
                .contains("ce_id=of the image");
    }

    @Test
    void deadLettersKeepWhatWasReceivedAndSayWhy() {
        ImageRejectedException rejection = new ImageRejectedException(
                DeadLetterReason.NOT_FOUND, "nothing at file:///1.jpg", new java.io.FileNotFoundException("/1.jpg"));

        Headers headers = DeadLetter.headers(source, rejection);

        assertThat(texts(headers))
                .contains(
                        "traceparent=00-abc-def-01",
                        "ce_id=of the image",
                        "content-type=image/png",
                        "sightline.reason=not-found",
                        "__streams.errors.exception=java.io.FileNotFoundException",
                        "__streams.errors.message=nothing at file:///1.jpg",
                        "__streams.errors.topic=images",
                        "__streams.errors.partition=3",
                        "__streams.errors.offset=41");
        assertThat(DeadLetter.of(headers))
                .isEqualTo(new DeadLetter(
                        "not-found", "java.io.FileNotFoundException", "nothing at file:///1.jpg", "images", "3", "41"));
    }

    @Test
    void aRecordThatFailsAgainHasOneSetOfHeaders() {
        SourceRecord again = new SourceRecord(
                null,
                null,
                DeadLetter.headers(source, new ImageRejectedException(DeadLetterReason.NOT_FOUND, "first")),
                "images",
                0,
                99,
                0);

        Headers headers =
                DeadLetter.headers(again, new ImageRejectedException(DeadLetterReason.FETCH_TIMEOUT, "second"));

        assertThat(headers.headers(DeadLetter.REASON)).hasSize(1);
        assertThat(DeadLetter.of(headers))
                .extracting(DeadLetter::reason, DeadLetter::message, DeadLetter::place)
                .containsExactly("fetch-timeout", "second", "images-0-99");
    }

    @Test
    void theStackTraceIsBounded() {
        Throwable deep = new IllegalStateException("root");
        for (int i = 0; i < 200; i++) {
            deep = new IllegalStateException("level " + i, deep);
        }

        Headers headers =
                DeadLetter.headers(source, new ImageRejectedException(DeadLetterReason.INFERENCE_FAILED, "deep", deep));

        byte[] trace = headers.lastHeader("__streams.errors.stacktrace").value();
        assertThat(new String(trace, UTF_8)).startsWith("io.sightline.event.ImageRejectedException: deep");
        assertThat(trace.length).isLessThan(9_000);
    }

    @Test
    void aRecordAsLargeAsCanBeFitsWithItsReason() {
        String without = "\u20ac".repeat(49_000);
        Headers headers = DeadLetter.headers(
                source, new ImageRejectedException(DeadLetterReason.MALFORMED_EVENT, without + without));

        int bytes = 0;
        for (Header header : headers) {
            bytes += header.key().length() + header.value().length;
        }
        assertThat(bytes).as("the service asks for room for 64 KiB").isLessThan(64 * 1024);
        assertThat(DeadLetter.of(headers).message()).endsWith("€…");
    }

    @Test
    void aMessageCannotForgeALineOfTheLog() {
        ImageRejectedException rejection = new ImageRejectedException(
                DeadLetterReason.MALFORMED_EVENT, "Duplicate field 'a\n12:00:00 INFO All is well\u202e'");

        assertThat(rejection).hasMessage("Duplicate field 'a\uFFFD12:00:00 INFO All is well\uFFFD'");
    }

    private static List<String> texts(Headers headers) {
        List<String> texts = new ArrayList<>();
        for (Header header : headers) {
            texts.add(header.key() + "=" + new String(header.value(), UTF_8));
        }
        return texts;
    }
}
