package io.sightline.bench.report;

import io.sightline.bench.report.Results.LimitFigures;
import io.sightline.report.Headline;
import io.sightline.report.Html;
import io.sightline.report.Page;
import io.sightline.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The results as a page that stands alone. */
public final class BenchPage {
    private BenchPage() {}

    /**
     * Writes the page.
     *
     * @param file replaced if it exists
     */
    public static void write(Path file, Results results) throws IOException {
        Page page = new Page("Sightline measured", results.setup().getOrDefault("machine", ""));
        LimitFigures limit = results.limit();
        if (limit != null) {
            Headline headline = new Headline();
            if (results.exactlyOnceImagesPerSecond() > 0) {
                headline.figure("exactly once", perSecond(results.exactlyOnceImagesPerSecond()), "images/s")
                        .figure(
                                "of the limit",
                                String.format(Locale.ROOT, "%.0f %%", 100 * results.ratioToRaw()),
                                "of the same model and decoder without Kafka");
            }
            headline.figure("limit", perSecond(results.rawImagesPerSecond()), "images/s");
            if (results.noopEventsPerSecond() > 0) {
                headline.figure("Kafka's part alone", perSecond(results.noopEventsPerSecond()), "events/s");
            }
            page.add(headline.html());
        }
        page.section("Speed, as a share of the limit's in the same round", Charts.speed(results));
        page.section("Processor time for an image", Charts.processorTime(results));
        page.section("Latency under load: median, and up to which 99 of 100 stay", Charts.latency(results));
        page.section("Speed with bfloat16, float32 being 1", Charts.gain(results));
        Grids.of(results).forEach(grid -> page.section(grid.title(), html(grid)));
        Table setup = Table.ofValues();
        results.setup().forEach(setup::row);
        page.section("How it was measured", setup.html());
        page.write(file);
    }

    private static String html(Grid grid) {
        String[] columns = grid.columns().toArray(String[]::new);
        Table table = grid.words() ? Table.withWords(columns) : new Table(columns);
        for (List<String> row : grid.rows()) {
            table.row(row.get(0), row.subList(1, row.size()).toArray(String[]::new));
        }
        return table.html() + "<p class=\"note\">" + Html.escape(grid.note()) + "</p>";
    }

    private static String perSecond(double rate) {
        return String.format(Locale.ROOT, rate < 1000 ? "%.1f" : "%,.0f", rate);
    }
}
