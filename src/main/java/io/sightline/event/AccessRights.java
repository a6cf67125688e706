package io.sightline.event;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import io.sightline.config.HttpSettings;
import io.sightline.config.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;

/**
 * What an instance must be allowed to do in the cluster, and no more. With every right to read or write goes that to
 * describe, as Kafka has it.
 */
public final class AccessRights {
    private AccessRights() {}

    /**
     * Rights on one resource, or on all whose names start so.
     *
     * @param name of the resource, or what its name starts with
     * @param why what the instance does with it
     */
    public record Right(ResourceType type, PatternType pattern, String name, Set<AclOperation> operations, String why) {
        public Right {
            operations = Set.copyOf(new TreeSet<>(operations));
        }
    }

    /** Those of an instance with these settings: its roles, the registry and the page decide. */
    public static List<Right> of(Settings settings) {
        boolean classify = settings.getList(Settings.ROLES).contains("classify");
        boolean learn = settings.getList(Settings.ROLES).contains("learn");
        boolean page = classify && settings.getBoolean(HttpSettings.PAGE);
        boolean registry = settings.getBoolean(Settings.MODEL_REGISTRY);
        List<Right> rights = new ArrayList<>();
        rights.add(topic(
                settings,
                EventTopics.IMAGES,
                "images to classify, and pictures inside records; what is sent again by the page",
                DESCRIBE_CONFIGS,
                READ,
                page ? WRITE : READ));
        rights.add(topic(
                settings,
                EventTopics.PREDICTIONS,
                "predictions; feedback and the page go by them",
                DESCRIBE_CONFIGS,
                classify ? WRITE : READ,
                learn || page ? READ : WRITE));
        rights.add(topic(
                settings,
                EventTopics.DEAD_LETTERS,
                "dead letters; the page shows them",
                DESCRIBE_CONFIGS,
                WRITE,
                page ? READ : WRITE));
        if (learn || page) {
            rights.add(topic(
                    settings,
                    EventTopics.FEEDBACK,
                    "feedback to learn from, and what reviewers say on the page or elsewhere",
                    READ,
                    page ? WRITE : READ));
        }
        if (learn) {
            rights.add(topic(settings, EventTopics.EXAMPLES, "examples to learn from", READ, WRITE));
        }
        if (page) {
            rights.add(topic(settings, EventTopics.REDRIVES, "what the page has sent again", WRITE));
        }
        if (registry) {
            rights.add(topic(settings, EventTopics.MODELS, "the registry", READ, WRITE));
            rights.add(topic(settings, EventTopics.MODEL_EVENTS, "what happens to models", READ, WRITE));
            rights.add(new Right(
                    ResourceType.GROUP,
                    PatternType.LITERAL,
                    settings.topic(EventTopics.MODELS) + "-writers",
                    Set.of(READ),
                    "whose turn it is to change the registry"));
        }
        String application = settings.getString(Settings.APPLICATION_ID) + "-";
        rights.add(prefixed(
                ResourceType.TOPIC,
                application,
                "what Kafka Streams keeps for the service",
                CREATE,
                READ,
                WRITE,
                DESCRIBE_CONFIGS,
                learn ? DELETE : READ));
        rights.add(prefixed(ResourceType.GROUP, application, "how instances share the work", READ));
        rights.add(prefixed(ResourceType.TRANSACTIONAL_ID, application, "exactly once", WRITE));
        return List.copyOf(rights);
    }

    private static Right topic(Settings settings, String name, String why, AclOperation... operations) {
        return new Right(
                ResourceType.TOPIC, PatternType.LITERAL, settings.topic(name), new TreeSet<>(List.of(operations)), why);
    }

    private static Right prefixed(ResourceType type, String name, String why, AclOperation... operations) {
        return new Right(type, PatternType.PREFIXED, name, new TreeSet<>(List.of(operations)), why);
    }
}
