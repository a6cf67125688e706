package io.sightline.learning;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEventSerde;
import io.sightline.kafka.ClientSettings;
import io.sightline.registry.RegistryFencedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learning from feedback, in the background of a service. Of all instances one leads: the one that Kafka gives
 * the one partition of the model-events topic. It has read that topic from its beginning, so that it knows of
 * every run, and goes on with one that another instance could not end.
 *
 * <p>Threading notes: has a thread of its own, and one for a run; any thread may start and close it.
 */
public final class Learner implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(Learner.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration STOPPING = Duration.ofSeconds(20);

    private final Settings settings;
    private final String model;
    private final String by;
    private final LearnerListener listener;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition events;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private boolean assigned;
    private RunHistory history;
    private long historyEnd;
    private @Nullable Leadership leadership;

    /**
     * Prepares; {@link #start} begins.
     *
     * @param model name of the model that the service serves
     * @param by name of this instance, for the audit trail
     * @param listener is told how it goes on
     */
    public Learner(Settings settings, String model, String by, LearnerListener listener) {
        this.settings = settings;
        this.model = model;
        this.by = by;
        this.listener = listener;
        this.history = new RunHistory(model);
        this.events = new TopicPartition(settings.topic(EventTopics.MODEL_EVENTS), 0);
        this.consumer = new KafkaConsumer<>(member(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.thread = new Thread(this::run, "learner");
        thread.setDaemon(true);
    }

    /** Starts to take part; the topics must exist. */
    public void start() {
        thread.start();
    }

    /** Whether it takes part: from the start until it is closed, or something goes wrong that it cannot mend. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Stops. A run that is under way is given up, and done again by the instance that leads next. */
    @Override
    public void close() {
        closing.countDown();
        if (thread.getState() == Thread.State.NEW) { // never started: nobody else closes it
            consumer.close();
            return;
        }
        consumer.wakeup();
        try {
            thread.join(STOPPING.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** For the consumer with which it takes part in the group that one instance leads. */
    static Properties member(Settings settings) {
        Properties p = new Properties();
        // Kafka's 45 s would leave the service without a leader for that long when one is killed.
        p.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000");
        p.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "1500");
        p.putAll(new ClientSettings(settings).consumer()); // with what the user has set
        p.put(ConsumerConfig.GROUP_ID_CONFIG, settings.getString(Settings.APPLICATION_ID) + "-learner");
        p.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        p.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // An instance that joins must not take the lead, and a run under way, from the one that has it.
        p.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        return p;
    }

    private void run() {
        try {
            join();
            while (closing.getCount() > 0) {
                turn();
            }
        } catch (WakeupException e) {
            logger.debug("The learner stops");
        } catch (RuntimeException | Error e) {
            logger.error("This instance learns no more until it is started again", e);
        } finally {
            stopLeading();
            consumer.close();
        }
    }

    private void join() {
        consumer.subscribe(List.of(events.topic()), new Membership());
    }

    /** One round. What goes wrong in it ends the lead, not the learner, and never the service. */
    private void turn() {
        try {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                read(record);
            }
            if (assigned) {
                lead();
            }
        } catch (WakeupException e) {
            throw e;
        } catch (LeadLostException | RegistryFencedException e) {
            logger.warn("Another instance leads; joining anew");
            consumer.unsubscribe();
            join();
            pause();
        } catch (RuntimeException e) {
            logger.warn("The learner starts over after a failure", e);
            stopLeading();
            pause();
        }
    }

    private void lead() {
        Leadership now = leadership;
        if (now == null) {
            now = new Leadership(
                    settings, model, by, Path.of(settings.getString(Settings.STATE_DIR), "learn"), listener);
            leadership = now;
            // from here on nobody else writes of runs: what is there now is all of the history
            historyEnd = consumer.endOffsets(List.of(events)).getOrDefault(events, 0L);
            logger.info("This instance leads the learning of {}", model);
            listener.leads(true);
        }
        if (consumer.position(events) >= historyEnd) {
            now.step(history);
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try (ModelEventSerde serde = new ModelEventSerde();
                Deserializer<ModelEvent> deserializer = serde.deserializer()) {
            ModelEvent event = deserializer.deserialize(record.topic(), record.value());
            if (event != null) {
                history.accept(event);
            }
        } catch (SerializationException e) {
            logger.warn("Passing over the record at {}@{}: {}", record.topic(), record.offset(), e.getMessage());
        }
    }

    private void stopLeading() {
        Leadership old = leadership;
        if (old != null) {
            leadership = null;
            listener.leads(false);
            try {
                old.close();
            } catch (KafkaException e) {
                logger.warn("The lead was not given up cleanly", e);
            }
        }
    }

    private void pause() {
        try {
            if (closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                logger.debug("The learner stops");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Membership implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            if (partitions.contains(events)) {
                history = new RunHistory(model);
                consumer.seekToBeginning(List.of(events));
                assigned = true;
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            if (partitions.contains(events)) {
                assigned = false;
                stopLeading();
            }
        }
    }
}
