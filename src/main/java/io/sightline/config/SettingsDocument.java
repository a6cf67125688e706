package io.sightline.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The table of settings as a page and as a file to start from. */
public final class SettingsDocument {
    private static final int LINE = 100;

    private SettingsDocument() {}

    /** docs/configuration.md. */
    public static String markdown() {
        StringBuilder page = new StringBuilder("""
                # Settings

                This page is made from the table in `io.sightline.config.Settings` with
                `./sightline settings --markdown > docs/configuration.md`.

                ## Where settings are written
                Later places win:
                1. the defaults below;
                2. `config/sightline.properties` in Sightline's folder, or the file named by `--config FILE`;
                3. environment variables: `SIGHTLINE_` and the name in capitals, with `_` for a dot, `__` for an
                   underscore and `___` for a dash, as with Kafka's own container image;
                4. `--set NAME=VALUE`, any number of times.

                A name that is not in the table is an error, unless it starts with `kafka.`. `./sightline settings`
                prints the settings in force and where each was written.

                **Kafka's own settings** go to the clients unchanged under `kafka.`: `kafka.security.protocol`,
                `kafka.sasl.jaas.config`, `kafka.ssl.truststore.location`. As with Kafka Streams, `kafka.consumer.`,
                `kafka.producer.`, `kafka.admin.` and `kafka.topic.` (changelog topics) are for one kind of client and
                win over `kafka.` alone. In the environment: `SIGHTLINE_KAFKA_SECURITY_PROTOCOL`.

                **Secrets** can stay elsewhere: `${env:NAME}`, `${file:/path/secrets.properties:KEY}` and
                `${directory:/run/secrets:FILE}` are replaced, by Kafka's own configuration providers. Passwords are
                never printed.

                Relative paths are taken from the folder the command is started in.

                **Other environment variables**: `SIGHTLINE_CACHE` (folder for downloads and unpacked libraries; default
                `~/.cache/sightline`), `SIGHTLINE_JAVA_OPTS` (options of the JVM, such as `-Xmx2g`),
                `SIGHTLINE_CLASS_ARCHIVE` (`no`: the launcher makes no class archive after a build),
                `SIGHTLINE_LOG_LEVEL` (`DEBUG`, `INFO`, `WARN`, `ERROR`), `SIGHTLINE_LOG_FORMAT` (`text`, `json`).

                ## The settings

                | setting | environment variable | type | default | valid values | what it does |
                |---|---|---|---|---|---|
                """);
        for (ConfigKey key : keys()) {
            String fallback = defaultValue(key.name);
            page.append("| `")
                    .append(key.name)
                    .append("` | `")
                    .append(EnvironmentVariables.variableName(key.name))
                    .append("` | ")
                    .append(key.type.name().toLowerCase(Locale.ROOT))
                    .append(" | ")
                    .append(fallback.isEmpty() ? "(empty)" : "`" + fallback + "`")
                    .append(" | ")
                    .append(validValues(key).replace("|", "\\|"))
                    .append(" | ")
                    .append(key.documentation.replace("|", "\\|"))
                    .append(" |\n");
        }
        return page.toString();
    }

    /** config/sightline.properties: every setting with its help, commented out at its default. */
    public static String properties() {
        StringBuilder file = new StringBuilder("""
                # Settings of Sightline. Each line below shows a default; take away the # to change it.
                # Environment variables (SIGHTLINE_BATCH_MAX_SIZE) and --set NAME=VALUE win over this file.
                # Kafka's own settings start with kafka., for example:
                #kafka.security.protocol=SASL_SSL
                #kafka.sasl.mechanism=SCRAM-SHA-512
                #kafka.sasl.jaas.config=${env:KAFKA_JAAS_CONFIG}
                """);
        for (ConfigKey key : keys()) {
            file.append('\n');
            for (String line : wrap(key.documentation)) {
                file.append("# ").append(line).append('\n');
            }
            file.append('#')
                    .append(key.name)
                    .append('=')
                    .append(defaultValue(key.name))
                    .append('\n');
        }
        return file.toString();
    }

    private static Collection<ConfigKey> keys() {
        return Settings.table().configKeys().values();
    }

    static String defaultValue(String name) {
        return text(Settings.table().defaultValues().get(name));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Collection<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        if (value instanceof Password password) {
            return password.value();
        }
        return value == null ? "" : value.toString();
    }

    private static String validValues(ConfigKey key) {
        return key.validator == null ? "" : key.validator.toString();
    }

    private static List<String> wrap(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + word.length() > LINE - 3) {
                lines.add(line.toString().strip());
                line.setLength(0);
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().strip());
        return lines;
    }
}
