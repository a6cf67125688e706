package io.sightline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import io.sightline.model.TestModels;
import io.sightline.registry.Change;
import io.sightline.registry.ModelRegistry;
import io.sightline.service.CliProcess;
import io.sightline.service.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Instances are killed, stopped, added and taken away while pictures come and models are exchanged. */
@EnabledIfSystemProperty(named = "chaos", matches = "true")
class InstanceFailuresIT {
    private static final int KILLS = Integer.getInteger("chaos.kills", 50);
    private static final int PER_SECOND = 60;
    private static final Change BY_US = Change.by("a test", null);

    @TempDir
    Path folder;

    @Test
    void fiftyKillsWhileTheModelIsExchangedAgainAndAgain() throws Exception {
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger()) {
            CliProcess survivor = plant.startAndAwaitReady("survivor");
            CliProcess victim = plant.startAndAwaitReady("victim");
            Random random = new Random(17);
            try (Traffic traffic = plant.traffic(plant.files(), PER_SECOND);
                    ModelRegistry registry = ModelRegistry.open(new Settings(plant.values("nobody")), "chaos")) {
                registry.publish(TestModels.write(folder.resolve("second"), "ok", "scratch", "dent"), BY_US);
                for (int kill = 1; kill <= KILLS; kill++) {
                    Plant.awaitOut(ledger, ledger.read() + 20 + random.nextInt(100), survivor);
                    registry.promote("surfaces", kill % 2 + 1, BY_US);
                    Plant.awaitOut(ledger, ledger.read() + random.nextInt(60), survivor);
                    assertThat(victim.alive()).as(victim.errors()).isTrue();
                    victim.kill();
                    // At work when it is killed, but for each third time: on its way there.
                    victim = kill % 3 == 0 ? plant.start("victim") : plant.startAndAwaitReady("victim");
                    if (kill % 5 == 0 && kill % 3 != 0) { // the other one, too, now and then
                        survivor.kill();
                        survivor = plant.start("survivor");
                    }
                }
                plant.assertEachOnce(ledger, traffic.stop(), survivor);
            }
        }
    }

    @Test
    void stoppedInTheMiddleOfABacklogItEndsInOrderWithinTenSeconds() throws Exception {
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger();
                Traffic traffic = plant.traffic(plant.files(), 1000)) {
            await().atMost(Plant.PATIENCE).until(() -> traffic.sent() > 3000);
            CliProcess service = plant.start("one");
            for (int stop = 0; stop < 5; stop++) {
                Plant.awaitOut(ledger, ledger.read() + 200, service);
                long asked = System.nanoTime();
                assertThat(service.terminate()).as(service.errors()).isZero();
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
                assertThat(service.errors()).doesNotContain("did not close");
                service = plant.start("one");
            }
            plant.assertEachOnce(ledger, traffic.stop(), service);
        }
    }

    @Test
    void instancesComeAndGoEveryFewSeconds() throws Exception {
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger()) {
            CliProcess first = plant.startAndAwaitReady("first");
            try (Traffic traffic = plant.traffic(plant.files(), PER_SECOND)) {
                for (int round = 0; round < 8; round++) {
                    CliProcess second = plant.startAndAwaitReady("second");
                    TimeUnit.SECONDS.sleep(1 + round % 3); // in the middle of a rebalance, or after it
                    assertThat(second.terminate()).isZero();
                    TimeUnit.SECONDS.sleep(round % 2);
                }
                plant.assertEachOnce(ledger, traffic.stop(), first);
            }
        }
    }
}
