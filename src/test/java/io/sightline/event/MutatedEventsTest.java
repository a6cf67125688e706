package io.sightline.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever arrives is an image event that can be passed on, or a dead letter; never another exception. */
class MutatedEventsTest {
    private static final int ROUNDS = 40_000;
    private static final List<String> SEEDS = List.of(
            "{\"id\":\"cam7\",\"uri\":\"https://example.org/1.jpg\",\"capturedAt\":\"2026-11-03T11:15:30.250+01:00\","
                    + "\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
                    + "\"attributes\":{\"a\":[1,2.5e3,true,null,{\"b\":\"\\u00e9\\ud83d\\ude00\"}]}}",
            "{\"specversion\":\"1.0\",\"id\":\"e\",\"source\":\"/s\",\"type\":\"t\",\"time\":\"2026-11-03T09:00:00Z\","
                    + "\"data\":{\"uri\":\"data:image/png;base64,iVBORw0KGgo=\",\"attributes\":{}}}",
            "file:///photos/katze%20ä.jpg");
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ":",
            ",",
            "null",
            "\\ud800",
            "\\u0000",
            "1e999999999",
            "-0",
            "\uFEFF",
            "\u0000",
            "9999",
            "9".repeat(200),
            "[".repeat(100),
            "\"uri\":",
            "\\",
            "ä",
            "T24:00:00Z",
            "NaN",
            "//",
            "\r\n");
    private static final List<Map<String, String>> HEADERS = List.of(
            Map.of(), Map.of("content-type", "application/cloudevents+json"), Map.of("content-type", "text/plain"));

    private final Random random = new Random(20261103);

    @Test
    void neverAnythingButAnEventOrARejection() throws JsonProcessingException {
        ImageEventReader reader = new ImageEventReader();
        int read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] key = random.nextInt(4) == 0 ? null : mutate("cam7-42".getBytes(UTF_8));
            byte[] value = mutate(pick(SEEDS).getBytes(UTF_8));
            try {
                ImageEvent event = reader.read(Records.of(key, value, pick(HEADERS)));
                assertCanBePassedOn(event);
                read++;
            } catch (ImageRejectedException e) {
                assertThat(e.reason()).isEqualTo(DeadLetterReason.MALFORMED_EVENT);
                assertThat(e).hasMessageMatching("(?s).{10,1000}");
            }
        }
        assertThat(read).as("mutations that leave the event readable").isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
    }

    private static void assertCanBePassedOn(ImageEvent event) throws JsonProcessingException {
        assertThat(new String(event.id().getBytes(UTF_8), UTF_8))
                .isEqualTo(event.id())
                .isNotEmpty();
        assertThat(event.uri()).isNotNull();
        byte[] written = Json.mapper().writeValueAsBytes(event);
        assertThat(written).isNotEmpty();
    }

    private byte[] mutate(byte[] bytes) {
        byte[] mutated = bytes;
        for (int times = random.nextInt(4); times > 0 && mutated.length > 0; times--) {
            int at = random.nextInt(mutated.length);
            int length = 1 + random.nextInt(Math.min(12, mutated.length - at));
            mutated = switch (random.nextInt(6)) {
                case 0 -> splice(mutated, at, length, new byte[0]);
                case 1 -> splice(mutated, at, 0, pick(TOKENS).getBytes(UTF_8));
                case 2 -> splice(mutated, at, length, pick(TOKENS).getBytes(UTF_8));
                case 3 -> splice(mutated, at, 1, new byte[] {(byte) random.nextInt(256)});
                case 4 -> Arrays.copyOf(mutated, at);
                default -> splice(mutated, at, 0, Arrays.copyOfRange(mutated, at, at + length));
            };
        }
        return mutated;
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
        byte[] result = new byte[bytes.length - removed + inserted.length];
        System.arraycopy(bytes, 0, result, 0, at);
        System.arraycopy(inserted, 0, result, at, inserted.length);
        System.arraycopy(bytes, at + removed, result, at + inserted.length, bytes.length - at - removed);
        return result;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
