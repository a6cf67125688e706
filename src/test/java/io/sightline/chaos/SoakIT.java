package io.sightline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import io.sightline.model.TestModels;
import io.sightline.registry.Change;
import io.sightline.registry.ModelRegistry;
import io.sightline.service.CliProcess;
import io.sightline.service.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service works for long, with a new model every minute, and takes no more at the end than at the
 * beginning. Every minute's figures are in {@code target/soak.csv}.
 */
@EnabledIfSystemProperty(named = "chaos", matches = "true")
@EnabledOnOs(OS.LINUX)
class SoakIT {
    private static final int MINUTES = Integer.getInteger("soak.minutes", 10);
    private static final int PER_SECOND = 20;
    private static final Path CSV = Path.of("target", "soak.csv");

    @TempDir
    Path folder;

    @Test
    void memoryThreadsFilesAndStateStayAsTheyAre() throws Exception {
        assumeThat(MINUTES).isGreaterThanOrEqualTo(6);
        Files.writeString(CSV, "minute," + ProcessFigures.HEADER + "\n");
        List<ProcessFigures> figures = new ArrayList<>();
        try (Plant plant = new Plant(1, folder);
                Ledger ledger = plant.ledger()) {
            CliProcess service = plant.startAndAwaitReady("one");
            long idle = Plant.nativeObjects(service);
            try (Traffic traffic = plant.traffic(plant.files(), PER_SECOND);
                    ModelRegistry registry = ModelRegistry.open(new Settings(plant.values("nobody")), "soak")) {
                registry.publish(
                        TestModels.write(folder.resolve("second"), "ok", "scratch", "dent"), Change.by("a test", null));
                for (int minute = 1; minute <= MINUTES; minute++) {
                    registry.promote("surfaces", minute % 2 + 1, Change.by("a test", null));
                    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
                    while (System.nanoTime() < end) {
                        ledger.read();
                    }
                    assertThat(service.alive()).as(service.errors()).isTrue();
                    ProcessFigures now = ProcessFigures.of(service, folder.resolve("state-one"));
                    figures.add(now);
                    Files.writeString(CSV, minute + "," + now.csv() + "\n", StandardOpenOption.APPEND);
                }
                int sent = traffic.stop();
                Plant.awaitOut(ledger, sent, service);
                await().untilAsserted(() -> assertThat(Plant.nativeObjects(service))
                        .as("tensors, graphs and sessions once nothing is under way")
                        .isLessThanOrEqualTo(idle));
                plant.assertEachOnce(ledger, sent, service);
            }
        }
        int third = MINUTES / 3;
        List<ProcessFigures> before = MINUTES < 20 ? figures.subList(third, 2 * third) : figures.subList(8, 11);
        List<ProcessFigures> after = figures.subList(MINUTES - third, MINUTES);
        assertThat(middle(after, ProcessFigures::residentKb))
                .as("resident memory, KiB")
                .isLessThan(middle(before, ProcessFigures::residentKb) * 105 / 100);
        assertThat(middle(after, ProcessFigures::heapKb))
                .as("heap after a collection, KiB")
                .isLessThan(middle(before, ProcessFigures::heapKb) * 110 / 100);
        assertThat(middle(after, ProcessFigures::threads))
                .as("threads")
                .isLessThanOrEqualTo(middle(before, ProcessFigures::threads) + 2);
        assertThat(middle(after, ProcessFigures::files))
                .as("open files")
                .isLessThanOrEqualTo(middle(before, ProcessFigures::files) + 5);
        assertThat(middle(after, ProcessFigures::nativeObjects))
                .as("tensors, graphs and sessions under way")
                .isLessThanOrEqualTo(middle(before, ProcessFigures::nativeObjects) + 20);
        assertThat(middle(after, ProcessFigures::stateKb))
                .as("state folder, KiB")
                .isLessThanOrEqualTo(middle(before, ProcessFigures::stateKb) * 110 / 100);
    }

    private static long middle(List<ProcessFigures> of, ToLongFunction<ProcessFigures> figure) {
        return of.stream()
                .mapToLong(figure)
                .sorted()
                .skip(of.size() / 2)
                .findFirst()
                .orElseThrow();
    }
}
