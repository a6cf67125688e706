package io.sightline.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.event.Json;
import io.sightline.service.CliProcess;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The README's first command, as a user types it. */
class DemoIT {
    @Test
    void theStoryEndsWithNothingLostAndMostOfItRight() throws IOException {
        try (CliProcess demo = CliProcess.sightline(
                "demo-" + UUID.randomUUID(), "demo", "--once", "--json", "--weights", "starter", "--port", "0")) {
            assertThat(demo.await()).as(demo.errors()).isZero();

            JsonNode report = Json.mapper().readTree(demo.output());
            assertThat(report.get("sent").asInt()).isEqualTo(700);
            assertThat(report.get("predictions").asInt()).isEqualTo(672);
            assertThat(report.get("deadLetters").properties())
                    .extracting(java.util.Map.Entry::getKey)
                    .containsExactlyInAnyOrder(
                            "corrupt-image",
                            "malformed-event",
                            "not-found",
                            "too-large",
                            "unsupported-format",
                            "uri-not-allowed");
            assertThat(report.get("lost").asInt()).isZero();
            assertThat(report.get("duplicates").asInt()).isZero();
            assertThat(report.get("accuracy").asDouble()).isGreaterThan(0.8);
            assertThat(report.at("/latencyMs/p99").asDouble()).isPositive();
        }
    }
}
