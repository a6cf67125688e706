package io.sightline.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.fixtures.GeneratedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsDocumentTest {
    @Test
    void thePageSaysWhatTheTableSays() throws IOException {
        GeneratedPage.assertUpToDate("docs/configuration.md", SettingsDocument.markdown());
    }

    @Test
    void theFileToStartFromSaysWhatTheTableSays() throws IOException {
        GeneratedPage.assertUpToDate("config/sightline.properties", SettingsDocument.properties());
    }

    @Test
    void everyLineOfTheFileIsADefaultThatCanBeSwitchedOn(@TempDir Path folder) throws IOException {
        String switchedOn = SettingsDocument.properties()
                .lines()
                .filter(line -> line.startsWith("#") && !line.startsWith("# ") && !line.startsWith("#kafka."))
                .map(line -> line.substring(1))
                .collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("all.properties"), switchedOn);

        LoadedSettings loaded = new SettingsLoader(Map.of(), folder).load(file, Map.of());

        assertThat(loaded.settings().values()).isEqualTo(new Settings(Map.of()).values());
        assertThat(loaded.written().keySet()).isEqualTo(Settings.table().names());
    }
}
