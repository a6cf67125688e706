package io.sightline.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Knows which settings must not be printed. */
final class Secrets {
    static final String HIDDEN = "(hidden)";

    private static final Pattern NAMES = Pattern.compile(
            "password|passphrase|secret|token|credential|jaas|private|api[.]?key|keystore[.]key|user[.]info");
    private static final ConfigDef CLIENT = ProducerConfig.configDef();

    private Secrets() {}

    /** The value, or a placeholder for a secret; a reference such as {@code ${env:PASS}} is no secret. */
    static String display(String name, String value) {
        return value.isEmpty() || References.isReference(value) || !isSecret(name) ? value : HIDDEN;
    }

    /** Whether a setting's value must be hidden: by Kafka's own type for it, or by its name. */
    static boolean isSecret(String name) {
        if (!name.startsWith(Settings.KAFKA_PREFIX)) {
            ConfigDef.ConfigKey own = Settings.table().configKeys().get(name);
            return own != null && own.type == ConfigDef.Type.PASSWORD;
        }
        ConfigDef.ConfigKey key = CLIENT.configKeys().get(name.substring(name.indexOf('.') + 1));
        return (key != null && key.type == ConfigDef.Type.PASSWORD)
                || NAMES.matcher(name.toLowerCase(Locale.ROOT)).find();
    }
}
