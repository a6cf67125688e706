package io.sightline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What producers send, and what becomes of it. */
class ImageEventReaderTest {
    private static final Instant RECORD_TIME = Instant.ofEpochMilli(Records.TIMESTAMP);
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F'};

    private final ImageEventReader reader = new ImageEventReader();

    @Test
    void aFullEvent() {
        ImageEvent event = reader.read(Records.of("a key", """
                {"id": "cam7/000123", "uri": "https://example.org/a%20cat.jpg",
                 "capturedAt": "2026-11-03T11:15:30.250+01:00",
                 "sha256": "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855",
                 "attributes": {"line": 7, "tags": ["a", null]}, "exposure": 0.01}""", Map.of()));

        assertThat(event.id()).isEqualTo("cam7/000123");
        assertThat(event.uri()).isEqualTo("https://example.org/a%20cat.jpg");
        assertThat(event.capturedAt()).isEqualTo("2026-11-03T10:15:30.250Z");
        assertThat(event.sha256()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(event.attributes()).hasToString("{\"line\":7,\"tags\":[\"a\",null]}");
        assertThat(event.content()).isNull();
    }

    @Test
    void theKeyIsTheIdOfAnEventWithoutOne() {
        ImageEvent event = reader.read(Records.of("cam7-42", "{\"uri\":\"file:///photos/1.jpg\"}", Map.of()));

        assertThat(event.id()).isEqualTo("cam7-42");
        assertThat(event.capturedAt()).isEqualTo(RECORD_TIME);
        assertThat(event.sha256()).isNull();
        assertThat(event.attributes()).isNull();
    }

    @Test
    void thePlaceIsTheIdWhereThereIsNoKeyThatIsText() {
        byte[] uri = "file:///1.jpg".getBytes(StandardCharsets.UTF_8);
        byte[] number = {0, 0, 0, 42};
        byte[] notUtf8 = {(byte) 0xc3, 0x28};

        assertThat(reader.read(Records.of((byte[]) null, uri, Map.of())).id()).isEqualTo("images-3-41");
        assertThat(reader.read(Records.of(new byte[0], uri, Map.of())).id()).isEqualTo("images-3-41");
        assertThat(reader.read(Records.of(number, uri, Map.of())).id()).isEqualTo("images-3-41");
        assertThat(reader.read(Records.of(notUtf8, uri, Map.of())).id()).isEqualTo("images-3-41");
    }

    @Test
    void aBareUri() {
        ImageEvent event = reader.read(Records.of("k", " https://example.org/cat.jpg\n", Map.of()));

        assertThat(event.uri()).isEqualTo("https://example.org/cat.jpg");
        assertThat(event.id()).isEqualTo("k");
    }

    @Test
    void aPictureItself() {
        ImageEvent event = reader.read(
                Records.of("k".getBytes(StandardCharsets.UTF_8), JPEG, Map.of("content-type", "Image/JPEG; q=1")));

        assertThat(event.content()).isEqualTo(JPEG);
        assertThat(event.uri()).isNull();
        assertThat(event.id()).isEqualTo("k");
        assertThat(event.capturedAt()).isEqualTo(RECORD_TIME);
    }

    @Test
    void aCloudEventInStructuredMode() {
        String envelope = """
                {"specversion": "1.0", "id": "e-1", "source": "/cam/7", "type": "com.example.image",
                 "time": "2026-11-03T09:00:00Z", "datacontenttype": "application/json",
                 "data": {"uri": "file:///1.jpg"}}""";
        Map<String, String> headers = Map.of("content-type", "application/cloudevents+json; charset=UTF-8");

        ImageEvent event = reader.read(Records.of("k", envelope, headers));

        assertThat(event.uri()).isEqualTo("file:///1.jpg");
        assertThat(event.id()).isEqualTo("e-1");
        assertThat(event.capturedAt()).isEqualTo("2026-11-03T09:00:00Z");
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                argumentSet("empty object", "{}", "no uri"),
                argumentSet("null uri", "{\"uri\":null}", "no uri"),
                argumentSet("uri is a number", "{\"uri\":7}", "uri must be a string"),
                argumentSet("relative uri", "{\"uri\":\"cats/1.jpg\"}", "absolute URI"),
                argumentSet("space in uri", "{\"uri\":\"file:///my cat.jpg\"}", "a space is %20"),
                argumentSet("huge uri", "{\"uri\":\"http://h/" + "a".repeat(9000) + "\"}", "longer than 8192"),
                argumentSet("id is a number", "{\"id\":7,\"uri\":\"file:///1\"}", "id must be a string"),
                argumentSet("empty id", "{\"id\":\"\",\"uri\":\"file:///1\"}", "1 to 1024 characters"),
                argumentSet("long id", "{\"id\":\"" + "x".repeat(1025) + "\",\"uri\":\"file:///1\"}", "1 to 1024"),
                argumentSet("line break in id", "{\"id\":\"a\\nb\",\"uri\":\"file:///1\"}", "control characters"),
                argumentSet("half a surrogate", "{\"id\":\"a\\ud800\",\"uri\":\"file:///1\"}", "surrogate"),
                argumentSet(
                        "half a surrogate in a name",
                        "{\"uri\":\"file:///1\",\"attributes\":{\"a\\udfff\":1}}",
                        "surrogate"),
                argumentSet(
                        "long number",
                        "{\"uri\":\"file:///1\",\"attributes\":{\"a\":" + "1".repeat(101) + "}}",
                        "maximum allowed"),
                argumentSet(
                        "half a surrogate deep down",
                        "{\"uri\":\"file:///1\",\"attributes\":{\"a\":[{\"\\udc00\":1}]}}",
                        "surrogate"),
                argumentSet("time without zone", at("2026-11-03T10:15:30"), "RFC 3339"),
                argumentSet("a day that is none", at("2026-02-30T10:15:30Z"), "capturedAt is no date"),
                argumentSet("beyond four digits", at("9999-12-31T23:59:59-01:00"), "RFC 3339"),
                argumentSet("short digest", "{\"uri\":\"file:///1\",\"sha256\":\"abc\"}", "64 hexadecimal"),
                argumentSet("attributes are a list", "{\"uri\":\"file:///1\",\"attributes\":[]}", "must be an object"),
                argumentSet("cut short", "{\"uri\":\"file:///1\"", "line 1, column"),
                argumentSet("second line is wrong", "{\"uri\":\"file:///1\",\n \"id\" 7}", "line 2, column 7"),
                argumentSet("same name twice", "{\"uri\":\"file:///1\",\"uri\":\"file:///2\"}", "Duplicate"),
                argumentSet("something behind", "{\"uri\":\"file:///1\"} {}", "not JSON at line 1"),
                argumentSet(
                        "too deep", "{\"uri\":\"file:///1\",\"a\":" + "[".repeat(90) + "]".repeat(90) + "}", "depth"),
                argumentSet(
                        "too many numbers",
                        "{\"uri\":\"file:///1\",\"attributes\":{\"a\":[" + "1e-6,".repeat(10_000) + "1]}}",
                        "10000"),
                argumentSet("text that turns round", "{\"id\":\"gpj.\\u202e1\",\"uri\":\"file:///1\"}", "direction"),
                argumentSet("a URI that turns round", "{\"uri\":\"file:///\\u2066gpj.1\"}", "control characters"),
                argumentSet(
                        "a separator of lines", "{\"id\":\"a\\u2028b\",\"uri\":\"file:///1\"}", "control characters"),
                argumentSet("a list", "[\"file:///1\"]", "not an object"),
                argumentSet("a JSON string", "\"file:///1\"", "not an object"),
                argumentSet("prose", "hello world", "without spaces"),
                argumentSet("one word", "hello", "absolute URI"),
                argumentSet("blank", "  ", "absolute URI"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedEventsAreRefusedWithAReason(String value, String message) {
        assertRefused(Records.of("k", value, Map.of()), message);
    }

    @Test
    void aTombstoneAndAnEmptyValueAreRefused() {
        assertRefused(Records.of((byte[]) null, null, Map.of()), "no value");
        assertRefused(Records.of((byte[]) null, new byte[0], Map.of("content-type", "image/png")), "no value");
    }

    @Test
    void aPictureWithoutTheHeaderIsRefusedWithAHint() {
        assertRefused(Records.of((byte[]) null, JPEG, Map.of()), "content-type: image/");
    }

    static Stream<Arguments> malformedCloudEvents() {
        return Stream.of(
                argumentSet("another version", "{\"specversion\":\"0.3\"}", "specversion"),
                argumentSet("no source", "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\"}", "no source"),
                argumentSet("no data", envelope(""), "data of the CloudEvent"),
                argumentSet("data is text", envelope(",\"data\":\"file:///1\""), "data of the CloudEvent"),
                argumentSet("data without uri", envelope(",\"data\":{}"), "no uri"),
                argumentSet(
                        "time is none", envelope(",\"time\":\"now\",\"data\":{\"uri\":\"file:///1\"}"), "time must"),
                argumentSet("not JSON", "file:///1", "not JSON"));
    }

    @ParameterizedTest
    @MethodSource("malformedCloudEvents")
    void malformedCloudEventsAreRefusedWithAReason(String value, String message) {
        assertRefused(Records.of("k", value, Map.of("content-type", "application/cloudevents+json")), message);
    }

    private void assertRefused(SourceRecord record, String message) {
        assertThatExceptionOfType(ImageRejectedException.class)
                .isThrownBy(() -> reader.read(record))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.MALFORMED_EVENT));
    }

    private static String at(String time) {
        return "{\"uri\":\"file:///1\",\"capturedAt\":\"" + time + "\"}";
    }

    private static String envelope(String rest) {
        return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"" + rest + "}";
    }
}
