package io.sightline.event;

import io.sightline.config.Settings;
import io.sightline.event.AccessRights.Right;
import io.sightline.fixtures.GeneratedPage;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.resource.PatternType;
import org.junit.jupiter.api.Test;

/** The page on access control lists says what the code needs; that it is enough, and no more, SecureClusterIT holds. */
class AclsDocumentTest {
    private static final Settings ALL = new Settings(Map.of());
    private static final Settings CLASSIFY_ONLY =
            new Settings(Map.of(Settings.ROLES, "classify", Settings.MODEL_REGISTRY, "false", "http.page", "false"));

    @Test
    void thePageIsUpToDate() throws IOException {
        GeneratedPage.assertUpToDate(
                "docs/acls.md", """
                # What the service must be allowed to do in Kafka

                Made from `io.sightline.event.AccessRights`. `SecureClusterIT` runs a service with exactly these rights, by
                password (SASL SCRAM) and by certificate (mTLS), and finds each of them used and nothing refused. At the
                start a missing right on a topic is named with its operation.

                With the defaults: both roles, the registry, the page.

                """ + table(ALL) + """

                As commands, for the principal `User:sightline`:

                ```
                """ + commands(ALL) + """
                ```

                ## Only classifying
                With `roles=classify`, `model.registry=false` and `http.page=false`:

                """ + table(CLASSIFY_ONLY) + """

                Topic names start with `topic.prefix`, the others with `application.id`. Who runs commands needs rights
                of their own: `topics create` CREATE on the topics, `models publish` those on `models`, `model-events` and
                their group, `dead-letters redrive` READ on `dead-letters` and `redrives`, and WRITE on `redrives` and where the
                letters came from.
                """);
    }

    private static String table(Settings settings) {
        StringBuilder table = new StringBuilder("| on | operations | why |\n|---|---|---|\n");
        for (Right right : AccessRights.of(settings)) {
            table.append("| ")
                    .append(kind(right))
                    .append(" `")
                    .append(right.name())
                    .append(right.pattern() == PatternType.PREFIXED ? "*" : "")
                    .append("` | ")
                    .append(new TreeSet<>(right.operations())
                            .stream().map(Enum::name).collect(Collectors.joining(", ")))
                    .append(" | ")
                    .append(right.why())
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String commands(Settings settings) {
        StringBuilder commands = new StringBuilder();
        for (Right right : AccessRights.of(settings)) {
            commands.append("kafka-acls.sh --bootstrap-server HOST:PORT --add --allow-principal User:sightline");
            new TreeSet<>(right.operations())
                    .forEach(operation -> commands.append(" --operation ").append(camel(operation.name())));
            commands.append(" --")
                    .append(kind(right).replace(" ", "-"))
                    .append(' ')
                    .append(right.name())
                    .append(right.pattern() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "")
                    .append('\n');
        }
        return commands.toString();
    }

    private static String kind(Right right) {
        return right.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static String camel(String operation) {
        StringBuilder camel = new StringBuilder();
        for (String word : operation.split("_")) {
            camel.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return camel.toString();
    }
}
