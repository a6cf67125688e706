package io.sightline.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFolderTest {
    @Test
    void whatARunBeforeLeftIsKeptTogether(@TempDir Path out) throws IOException {
        ResultsFolder results = new ResultsFolder(out);
        Files.writeString(Files.createDirectories(results.logs()).resolve("limit-1.log"), "before");
        Files.writeString(out.resolve("bench.json"), "{}");
        Files.writeString(out.resolve("bench.html"), "");

        results.begin();

        try (Stream<Path> files = Files.list(out)) {
            List<String> names =
                    files.map(file -> file.getFileName().toString()).sorted().toList();
            String time = names.get(2).replace("logs-", "");
            assertThat(names).containsExactly("bench-" + time + ".html", "bench-" + time + ".json", "logs-" + time);
            assertThat(out.resolve("logs-" + time).resolve("limit-1.log")).hasContent("before");
        }
    }
}
