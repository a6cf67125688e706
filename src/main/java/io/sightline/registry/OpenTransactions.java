package io.sightline.registry;

import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.ClusterException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transactions that dead writers left open on the models topic. Until then nobody would see
 * what is written after them.
 */
final class OpenTransactions {
    private static final Logger logger = LoggerFactory.getLogger(OpenTransactions.class);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_MS = 20;

    private OpenTransactions() {}

    /**
     * Returns when no transaction is open on the partition. Whoever calls it has the turn to write, so
     * that those still under way are of writers that died or lost theirs; those that are only being
     * completed are waited for.
     *
     * @throws RegistryException if they cannot be ended
     */
    static void end(ClientSettings clients, TopicPartition partition) {
        try (Admin admin = clients.newAdmin()) {
            long giveUp = System.nanoTime() + ANSWER.toNanos();
            for (Set<Long> open = open(admin, partition); !open.isEmpty(); open = open(admin, partition)) {
                if (System.nanoTime() > giveUp) {
                    throw new RegistryException("a transaction of a writer that is gone is open on " + partition
                            + " and cannot be ended; it ends by itself after models.transaction.timeout.ms");
                }
                List<String> underWay = underWay(admin, open);
                if (underWay.isEmpty()) {
                    pause();
                } else {
                    logger.info("Giving up what {} left unfinished on {}", underWay, partition.topic());
                    await(admin.fenceProducers(underWay).all());
                }
            }
        }
    }

    private static Set<Long> open(Admin admin, TopicPartition partition) {
        return await(admin.describeProducers(List.of(partition)).partitionResult(partition)).activeProducers().stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .map(ProducerState::producerId)
                .collect(Collectors.toSet());
    }

    private static List<String> underWay(Admin admin, Set<Long> producers) {
        Collection<TransactionListing> listings =
                await(admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                        .all());
        return listings.stream()
                .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                .map(TransactionListing::transactionalId)
                .toList();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while waiting for the cluster", e);
        }
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ClusterException("the cluster does not answer within " + ANSWER.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ClusterException("the cluster refused: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterException("interrupted while waiting for the cluster", e);
        }
    }
}
