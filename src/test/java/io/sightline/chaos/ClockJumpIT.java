package io.sightline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.sightline.service.CliProcess;
import io.sightline.service.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Somebody sets the clock of the machine that an instance runs on. */
@EnabledIfSystemProperty(named = "chaos", matches = "true")
class ClockJumpIT {
    private static final int PER_SECOND = 60;
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    @Test
    void anHourForwardAndBackAgainChangesNothing() throws Exception {
        Optional<FakeClock> found = FakeClock.in(folder);
        assumeThat(found)
                .as("a C compiler (cc) on Linux, which makes the clock")
                .isPresent();
        FakeClock clock = found.orElseThrow();
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger()) {
            plant.surround(clock.surroundings());
            CliProcess service = plant.startAndAwaitReady("one");
            try (Traffic traffic = plant.traffic(plant.files(), PER_SECOND)) {
                Plant.awaitOut(ledger, 300, service);
                for (Duration ahead : new Duration[] {HOUR, Duration.ZERO}) {
                    clock.set(ahead);
                    awaitAhead(service, ahead);
                    Plant.awaitOut(ledger, traffic.sent() + 600, service);
                    await().atMost(Plant.PATIENCE)
                            .untilAsserted(() -> assertThat(Plant.readiness(service))
                                    .contains("\"status\":\"UP\"")
                                    .doesNotContain("DOWN"));
                }
                plant.assertEachOnce(ledger, traffic.stop(), service);
            }
        }
    }

    /** The date header of its answers tells what an instance takes the time to be. */
    private static void awaitAhead(CliProcess service, Duration ahead) {
        await().atMost(Plant.PATIENCE)
                .untilAsserted(() -> assertThat(Plant.time(service).minus(ahead))
                        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(60)));
    }
}
