package io.sightline.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.event.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** Lines for people by default, and for machines where they are asked for. */
class LogFormatTest {
    @Test
    void peopleReadALineOfText() throws Exception {
        assertThat(line("text"))
                .matches(
                        "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  Stream: Dead letter: no file id=\"a\" reason=\"not-found\"\\R");
    }

    @Test
    void machinesReadOneJsonObjectALine() throws Exception {
        String line = line("json");

        assertThat(line.strip()).doesNotContain("\n");
        JsonNode event = Json.mapper().readTree(line);
        assertThat(event.path("level").asText()).isEqualTo("WARN");
        assertThat(event.path("loggerName").asText()).isEqualTo("io.sightline.Stream");
        assertThat(event.path("formattedMessage").asText()).isEqualTo("Dead letter: no file");
        assertThat(event.path("timestamp").asLong()).isPositive();
        assertThat(event.path("kvpList").toString()).contains("\"reason\"", "\"not-found\"");
        assertThat(event.path("throwable").path("message").asText()).isEqualTo("gone");
    }

    /** What the format makes of a warning, by the configuration that the program comes with. */
    private static String line(String format) throws Exception {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putProperty("SIGHTLINE_LOG_FORMAT", format);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
        try {
            ConsoleAppender<ILoggingEvent> appender =
                    (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender(format);
            assertThat(appender.getTarget()).as("results alone go to stdout").isEqualTo("System.err");
            LoggingEvent event = new LoggingEvent(
                    "",
                    context.getLogger("io.sightline.Stream"),
                    Level.WARN,
                    "Dead letter: {}",
                    format.equals("json") ? new IllegalStateException("gone") : null,
                    new Object[] {"no file"});
            event.setKeyValuePairs(List.of(new KeyValuePair("id", "a"), new KeyValuePair("reason", "not-found")));
            return new String(appender.getEncoder().encode(event), UTF_8);
        } finally {
            context.stop();
        }
    }
}
