package io.sightline.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.sightline.bench.measure.Failure;
import io.sightline.bench.measure.LatencyRow;
import io.sightline.bench.measure.Life;
import io.sightline.bench.measure.Measured;
import io.sightline.bench.measure.Percentiles;
import io.sightline.bench.measure.PrecisionRow;
import io.sightline.bench.measure.Spread;
import io.sightline.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresDocumentTest {
    private static final String DOCUMENT = "# Benchmarks\n\nBefore.\n\n" + FiguresDocument.BEGIN + "\n\nold figures\n"
            + FiguresDocument.END + "\n\nAfter.\n";

    @Test
    void newFiguresTakeThePlaceOfOldOnes() throws IOException {
        String updated = FiguresDocument.updated(DOCUMENT, results());

        assertThat(updated)
                .startsWith("# Benchmarks\n\nBefore.\n")
                .endsWith("\n\nAfter.\n")
                .doesNotContain("old figures")
                .contains("- machine: 2 processors")
                .contains("| Sightline | exactly once | 240.0 | 230.0 to 250.0 | 96 % (95 to 97) | 100 % |")
                .contains(
                        "| defaults, not at rest | 60 % | 144.0 | 240.0 | 41 | 60 | 88 | 70 to 95 | 80 (62 to 87) | 90 % (80 to 110) | 90 | 1000 |")
                .contains(
                        "|---|--:|--:|",
                        "| contender | what it said |\n|---|---|\n| flink | it did not start / at all |");
        assertThat(FiguresDocument.updated(updated, results())).isEqualTo(updated);
    }

    @Test
    void aDocumentWithoutAPlaceForFiguresIsLeftAlone() {
        assertThatIOException()
                .isThrownBy(() -> FiguresDocument.updated("# Benchmarks\n", results()))
                .withMessageContaining(FiguresDocument.BEGIN);
    }

    @Test
    void resultsComeBackFromTheirFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve(Results.FILE);
        Json.mapper().writeValue(file.toFile(), results());

        assertThat(Json.mapper().readValue(file.toFile(), Results.class)).isEqualTo(results());
    }

    @Test
    void thePageShowsABarForEachContenderLatencyAndBackbone(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bench.html");
        BenchPage.write(file, results());

        assertThat(Files.readString(file))
                .contains("limit, without Kafka", ">Sightline</text>", "96 % (95 to 97)</text>", "8.0 ms</text>")
                .contains(">defaults, 60 %</text>", "41, 88 ms</text>")
                .contains(">resnet50</text>")
                .contains("<table class=\"words\">", "<td>inference 6.50</td>");
    }

    @Test
    void whatWasNotHeldAgainstTheLimitHasAPageAllTheSame(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("bench.html");
        Results precisionOnly = new Results(
                Map.of(),
                5,
                0,
                0,
                0,
                0,
                0,
                Map.of(),
                null,
                List.of(),
                results().precision(),
                List.of(),
                null,
                List.of());
        BenchPage.write(file, precisionOnly);

        assertThat(Files.readString(file)).contains("resnet50").doesNotContain("limit, without Kafka");
    }

    private static Results results() {
        Spread cpu = new Spread(0.008, 0.007, 0.009, 5);
        Measured sightline = new Measured(
                "Sightline",
                "",
                "exactly once",
                new Spread(240, 230, 250, 5),
                new Spread(0.96, 0.95, 0.97, 5),
                new Spread(1, 1, 1, 5),
                new Spread(1.02, 1, 1.1, 5),
                new Spread(1, 1, 1, 5),
                cpu,
                new Spread(0.0015, 0.001, 0.002, 5),
                new Spread(1, 1, 1, 5),
                cpu,
                new Life(1, 6, 90, true, 0),
                700,
                Map.of("inference", 6.5));
        return new Results(
                Map.of("machine", "2 processors"),
                5,
                250,
                240,
                241,
                20_000,
                0.96,
                Map.of(),
                new Results.LimitFigures(
                        "1/16/2",
                        new Spread(250, 240, 260, 5),
                        cpu,
                        cpu,
                        cpu,
                        cpu,
                        Map.of("loop", 8.0),
                        Map.of("1/16/2", 250.0)),
                List.of(new Results.Section("Side by side", "", List.of(sightline))),
                List.of(new PrecisionRow("resnet50", cpu, cpu, cpu)),
                List.of(new LatencyRow(
                        "defaults",
                        0.6,
                        240,
                        144,
                        new Percentiles(1000, 41, 60, 88, 90),
                        new Spread(88, 70, 95, 3),
                        new Spread(80, 62, 87, 3),
                        new Spread(0.9, 0.8, 1.1, 3),
                        1.2,
                        false)),
                null,
                List.of(new Failure("flink", "it did not start\n  at all")));
    }
}
