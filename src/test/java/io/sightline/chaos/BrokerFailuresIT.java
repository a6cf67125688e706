package io.sightline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.service.CliProcess;
import io.sightline.service.Ledger;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Brokers die, freeze and cannot be reached; what they come back to is whole. */
class BrokerFailuresIT {
    private static final int PER_SECOND = 60;

    @TempDir
    Path folder;

    @Test
    @EnabledIfSystemProperty(named = "chaos", matches = "true")
    void aClusterLosesItsLeaderAndThenEachOfItsBrokersWhileTwoInstancesWork() throws Exception {
        try (Plant plant = new Plant(3, folder);
                Ledger ledger = plant.ledger()) {
            CliProcess first = plant.startAndAwaitReady("one");
            CliProcess second = plant.startAndAwaitReady("two");
            try (Traffic traffic = plant.traffic(plant.files(), PER_SECOND)) {
                int leader = plant.cluster().leader(EventTopics.IMAGES);
                for (int kill = 0; kill < 6; kill++) {
                    Node node = plant.cluster().node((leader - 1 + kill) % 3 + 1);
                    Plant.awaitOut(ledger, traffic.sent() + 50, first);
                    node.kill();
                    Plant.awaitOut(ledger, traffic.sent() + 100, first);
                    node.restart();
                    plant.cluster().awaitInSync(EventTopics.IMAGES);
                    plant.cluster().awaitInSync("__transaction_state");
                    plant.cluster().awaitInSync("__consumer_offsets");
                }
                assertThat(second.alive()).isTrue();
                plant.assertEachOnce(ledger, traffic.stop(), first);
            }
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "chaos", matches = "true")
    void aBrokerFrozenForLongerThanATransactionMayTakeGoesOnWhereItWas() throws Exception {
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger()) {
            plant.set("kafka.producer.transaction.timeout.ms", "12000");
            plant.set(Settings.IMAGE_DEADLINE_MS, "3000");
            plant.set("image.fetch.timeout.ms", "2000");
            CliProcess service = plant.startAndAwaitReady("one");
            try (Traffic traffic = plant.traffic(plant.files(), PER_SECOND)) {
                Plant.awaitOut(ledger, 200, service);
                plant.cluster().node(1).freeze();
                TimeUnit.SECONDS.sleep(20); // the fault itself
                plant.cluster().node(1).thaw();
                Plant.awaitOut(ledger, traffic.sent() + 200, service);
                plant.assertEachOnce(ledger, traffic.stop(), service);
            }
        }
    }

    @Test
    void aNetworkThatIsCutAndSlowDelaysAndDoesNoMore() throws Exception {
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger()) {
            CliProcess service = plant.startAndAwaitReady("one");
            try (Traffic traffic = plant.traffic(plant.files(), PER_SECOND)) {
                Plant.awaitOut(ledger, 100, service);
                FaultyLink link = plant.cluster().links().get(0);
                link.cut();
                await().atMost(Plant.PATIENCE)
                        .untilAsserted(() -> assertThat(Plant.readiness(service))
                                .contains("\"status\":\"DOWN\"", "cluster", "no broker has answered"));
                link.mend();
                await().atMost(Plant.PATIENCE)
                        .untilAsserted(
                                () -> assertThat(Plant.readiness(service)).doesNotContain("DOWN"));
                Plant.awaitOut(ledger, traffic.sent(), service);
                link.slow(60);
                Plant.awaitOut(ledger, traffic.sent() + 100, service);
                link.mend();
                plant.assertEachOnce(ledger, traffic.stop(), service);
            }
        }
    }
}
