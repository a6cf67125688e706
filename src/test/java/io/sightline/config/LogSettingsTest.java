package io.sightline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody sets how the log looks, in the environment, with a slip of the finger now and then. */
class LogSettingsTest {
    @AfterEach
    void forget() {
        System.clearProperty(LogSettings.FORMAT);
        System.clearProperty(LogSettings.LEVEL);
    }

    @Test
    void capitalsDoNotMatter() {
        LogSettings.apply(Map.of(LogSettings.FORMAT, "JSON", LogSettings.LEVEL, "debug"));

        assertThat(System.getProperty(LogSettings.FORMAT)).isEqualTo("json");
        assertThat(System.getProperty(LogSettings.LEVEL)).isEqualTo("DEBUG");
    }

    @Test
    void aWordThatIsNoneIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> LogSettings.apply(Map.of(LogSettings.FORMAT, "jsno")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("SIGHTLINE_LOG_FORMAT", "jsno", "text, json");
        assertThatThrownBy(() -> LogSettings.apply(Map.of(LogSettings.LEVEL, "loud")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("SIGHTLINE_LOG_LEVEL", "loud", "info");
    }

    @Test
    void nothingSetIsNothingDone() {
        LogSettings.apply(Map.of(LogSettings.FORMAT, " "));

        assertThat(System.getProperty(LogSettings.FORMAT)).isNull();
    }
}
