package io.sightline.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;

/** Asks the cluster what this client may do, so that a missing right is named at the start and not by a dead thread. */
public final class TopicRights {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private TopicRights() {}

    /**
     * Makes sure of rights on topics that exist.
     *
     * @param needed operations by the topic's name
     * @throws ClusterException naming every topic and operation that is missing
     */
    public static void require(ClientSettings clients, Map<String, Set<AclOperation>> needed) {
        Map<String, Set<AclOperation>> missing = new TreeMap<>();
        describe(clients, needed.keySet()).forEach((name, topic) -> {
            Set<AclOperation> allowed = topic.authorizedOperations();
            if (allowed != null) {
                Set<AclOperation> lacking = new TreeSet<>(needed.getOrDefault(name, Set.of()));
                lacking.removeAll(allowed);
                if (!lacking.isEmpty()) {
                    missing.put(name, lacking);
                }
            }
        });
        if (!missing.isEmpty()) {
            throw new ClusterException("the cluster at " + clients.bootstrapServers()
                    + " does not let this client " + text(missing)
                    + "; grant it with kafka-acls.sh, docs/acls.md lists all rights that are needed");
        }
    }

    private static String text(Map<String, Set<AclOperation>> missing) {
        StringBuilder text = new StringBuilder();
        missing.forEach((name, operations) -> text.append(text.isEmpty() ? "" : ", ")
                .append(String.join(
                        " and ", operations.stream().map(AclOperation::name).toList()))
                .append(" the topic ")
                .append(name));
        return text.toString();
    }

    private static Map<String, TopicDescription> describe(ClientSettings clients, Set<String> names) {
        try (Admin admin = clients.newAdmin()) {
            return admin.describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
                    .allTopicNames()
                    .get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ClusterException(
                    "the cluster at " + clients.bootstrapServers() + " refused: " + cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new ClusterException("the cluster does not answer within " + ANSWER.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while waiting for the cluster", e);
        }
    }
}
