package io.sightline.service;

import io.sightline.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.config.ConfigException;

/** The folder that an instance keeps things in between its runs. */
final class StateFolder {
    private StateFolder() {}

    /**
     * Makes sure that there is one and that it can be written to, before anything relies on it.
     *
     * @throws ConfigException if it cannot; says why
     */
    static void require(Settings settings) {
        Path folder = Path.of(settings.getString(Settings.STATE_DIR));
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, "writable", ".tmp"));
        } catch (IOException e) {
            throw new ConfigException(
                    Settings.STATE_DIR, folder, "nothing can be written there (" + e + "); choose another folder");
        }
    }
}
