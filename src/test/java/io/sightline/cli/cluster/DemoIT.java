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
            int dead = 0;
            for (JsonNode count : report.get("deadLetters")) {
                dead += count.asInt();
            }
            assertThat(report.get("sent").asInt()).isGreaterThanOrEqualTo(1500);
            assertThat(report.get("predictions").asInt() + dead)
                    .isEqualTo(report.get("sent").asInt());
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
            assertThat(report.get("accuracyBefore").asDouble()).isGreaterThan(0.85);
            assertThat(report.get("accuracyDuring").asDouble())
                    .as("with a defect it does not know")
                    .isLessThan(report.get("accuracyBefore").asDouble() - 0.1);
            assertThat(report.get("accuracyAfter").asDouble())
                    .as("when it has learned")
                    .isGreaterThan(report.get("accuracyDuring").asDouble() + 0.1);
            assertThat(report.get("accuracy").asDouble())
                    .isEqualTo(report.get("accuracyAfter").asDouble());
            assertThat(report.get("promoted").asInt()).isEqualTo(1);
            assertThat(report.get("refused").asInt()).isZero();
            assertThat(report.get("swaps").asInt()).isEqualTo(1);
            assertThat(report.get("modelVersions").asInt()).isEqualTo(2);
            assertThat(report.at("/latencyMs/p99").asDouble()).isPositive();
        }
    }
}
