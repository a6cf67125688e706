package io.sightline.kafka;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, which also tells what was asked of it. Kafka makes it by its name, so what it notes is static. */
public final class RecordingAuthorizer extends StandardAuthorizer {
    private static final Set<Asked> ASKED = ConcurrentHashMap.newKeySet();

    /** What somebody wanted to do, and whether they might. */
    public record Asked(String principal, String type, String name, String operation, boolean allowed) {}

    /** All that one principal has asked for and that counts as a use or as a refusal. */
    public static List<Asked> askedBy(String principal) {
        return ASKED.stream().filter(asked -> asked.principal.equals(principal)).toList();
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            boolean allowed = results.get(i) == AuthorizationResult.ALLOWED;
            // What is not to be logged is only looked at, to tell what may be seen.
            if (allowed ? action.logIfAllowed() : action.logIfDenied()) {
                ASKED.add(new Asked(
                        context.principal().toString(),
                        action.resourcePattern().resourceType().name(),
                        action.resourcePattern().name(),
                        action.operation().name(),
                        allowed));
            }
        }
        return results;
    }
}
