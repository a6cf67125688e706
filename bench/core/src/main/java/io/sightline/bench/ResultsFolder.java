package io.sightline.bench;

import io.sightline.bench.report.BenchPage;
import io.sightline.bench.report.Results;
import io.sightline.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Where results go: figures, a page that shows them, and what contenders log. Those of a run before, which may be
 * those of hours, are set aside, under one time.
 *
 * @param folder made if it is not there
 */
record ResultsFolder(Path folder) {
    private static final String PAGE = "bench.html";
    private static final String LOGS = "logs";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.systemDefault());

    /** Folder for what contenders log. */
    Path logs() {
        return folder.resolve(LOGS);
    }

    /** Sets what there is aside. */
    void begin() throws IOException {
        Files.createDirectories(folder);
        Instant before = Instant.EPOCH;
        List<String> names = List.of(Results.FILE, PAGE, LOGS);
        for (String name : names) {
            Path there = folder.resolve(name);
            if (Files.exists(there)) {
                Instant time = Files.getLastModifiedTime(there).toInstant();
                before = time.isAfter(before) ? time : before;
            }
        }
        for (String name : names) {
            Path there = folder.resolve(name);
            if (Files.exists(there)) {
                int end = name.contains(".") ? name.indexOf('.') : name.length();
                String aside = name.substring(0, end) + "-" + TIME.format(before) + name.substring(end);
                Files.move(there, folder.resolve(aside));
            }
        }
    }

    /** Writes the figures and the page, over those of the same run. */
    void write(Results results) throws IOException {
        Json.mapper()
                .writerWithDefaultPrettyPrinter()
                .writeValue(folder.resolve(Results.FILE).toFile(), results);
        BenchPage.write(folder.resolve(PAGE), results);
    }
}
