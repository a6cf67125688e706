package io.sightline.http.live;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.FeedbackReader;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEventSerde;
import io.sightline.event.Prediction;
import io.sightline.event.PredictionSerde;
import io.sightline.event.RecordPlace;
import io.sightline.event.SourceRecord;
import io.sightline.http.server.Call;
import io.sightline.http.server.HttpException;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what all instances of the service write, and tells the pages that listen. It reads in gulps: of a
 * busy stream's predictions it shows those of each gulp that the model was least sure of, and it leaves
 * records out when it cannot keep up, so that what is shown is of now and costs little.
 *
 * <p>Threading notes: one thread reads; any may listen.
 */
public final class LiveFeed implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(LiveFeed.class);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final long BETWEEN_GULPS_MS = 400;
    private static final long TRY_AGAIN_MS = 5_000;
    private static final int SHOWN_OF_A_GULP = 6;
    private static final int BUSY_GULP = 400;
    private static final int BEFORE_THE_START = 40;
    private static final int LABELS_BEFORE_THE_START = 100;
    private static final int MOST_LISTENERS = 50;

    private final Settings settings;
    private final String predictions;
    private final String deadLetters;
    private final String feedback;
    private final boolean models;
    private final EventRing ring = new EventRing();
    private final ModelHistory history = new ModelHistory();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final PredictionSerde predictionSerde = new PredictionSerde();
    private final FeedbackReader feedbackReader = new FeedbackReader();
    private final ModelEventSerde modelSerde = new ModelEventSerde();
    private final Thread thread = new Thread(this::run, "sightline-live");
    private long modelEvents; // the place behind the last one that was taken
    private volatile boolean closed;

    /**
     * Starts to read; the topics must be there.
     *
     * @param models whether there is a registry
     */
    public LiveFeed(Settings settings, boolean models) {
        this.settings = settings;
        this.predictions = settings.topic(EventTopics.PREDICTIONS);
        this.deadLetters = settings.topic(EventTopics.DEAD_LETTERS);
        this.feedback = settings.topic(EventTopics.FEEDBACK);
        this.models = models;
        thread.setDaemon(true);
        thread.start();
    }

    /** What has happened to models. */
    public ModelHistory history() {
        return history;
    }

    /** The last events. */
    EventRing ring() {
        return ring;
    }

    /** Lets a page listen: what is kept of what it has not seen, then what comes. */
    public void listen(Call call) {
        listeners.removeIf(Listener::gone);
        if (listeners.size() >= MOST_LISTENERS) {
            throw HttpException.busy(MOST_LISTENERS + " pages listen already");
        }
        String lastSeen = call.header("Last-Event-ID");
        long seen = lastSeen == null ? 0 : ring.numberOf(lastSeen);
        listeners.add(new Listener(ring, call.stream("text/event-stream"), seen));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        listeners.forEach(Listener::close);
        predictionSerde.close();
        modelSerde.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        // read whole, too, when the reader has to be opened again: what is known already is left out
        List<String> fromBeginning = models ? List.of(settings.topic(EventTopics.MODEL_EVENTS)) : List.of();
        boolean first = true;
        while (!closed) {
            try (TopicReader reader = TopicReader.fromNow(
                    new ClientSettings(settings), List.of(predictions, deadLetters, feedback), fromBeginning)) {
                if (first) {
                    reader.back(predictions, BEFORE_THE_START);
                    reader.back(feedback, LABELS_BEFORE_THE_START);
                    first = false;
                }
                follow(reader);
            } catch (InterruptedException | InterruptException e) {
                return; // closing
            } catch (RuntimeException e) {
                logger.warn("The page sees nothing new for {} s: reading failed", TRY_AGAIN_MS / 1000, e);
                if (!pause(TRY_AGAIN_MS)) {
                    return;
                }
            }
        }
    }

    private void follow(TopicReader reader) throws InterruptedException {
        while (!closed) {
            int records = 0;
            List<LiveEvent> predicted = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                // labels are few, and one that is left out would be asked for again
                records += record.topic().equals(feedback) ? 0 : 1;
                take(record, predicted);
            }
            leastSure(predicted).forEach(ring::add);
            if (records >= BUSY_GULP) {
                reader.skipToEnd(predictions);
                reader.skipToEnd(deadLetters);
            }
            listeners.removeIf(Listener::gone);
            listeners.forEach(Listener::wake);
            TimeUnit.MILLISECONDS.sleep(BETWEEN_GULPS_MS);
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record, List<LiveEvent> predicted) {
        RecordPlace place = new RecordPlace(record.topic(), record.partition(), record.offset());
        try {
            if (record.topic().equals(predictions)) {
                Prediction prediction = predictionSerde.deserializer().deserialize(record.topic(), record.value());
                if (prediction != null) {
                    predicted.add(LiveEvents.prediction(place, prediction));
                }
            } else if (record.topic().equals(deadLetters)) {
                ring.add(LiveEvents.deadLetter(SourceRecord.of(record)));
            } else if (record.topic().equals(feedback)) {
                ring.add(LiveEvents.feedback(place, feedbackReader.read(SourceRecord.of(record))));
            } else if (record.offset() >= modelEvents) {
                modelEvents = record.offset() + 1;
                ModelEvent event = modelSerde.deserializer().deserialize(record.topic(), record.value());
                if (event != null) {
                    history.add(event);
                    ring.add(LiveEvents.model(place, event));
                }
            }
        } catch (ImageRejectedException e) {
            logger.debug("The page leaves out feedback {}: {}", place, e.getMessage()); // becomes a dead letter
        } catch (SerializationException e) {
            logger.warn("The page leaves out record {}: {}", place, e.getMessage());
        }
    }

    private static List<LiveEvent> leastSure(List<LiveEvent> gulp) {
        List<LiveEvent> sorted = new ArrayList<>(gulp);
        sorted.sort(Comparator.comparingDouble(LiveFeed::margin));
        Set<LiveEvent> shown = Collections.newSetFromMap(new IdentityHashMap<>());
        shown.addAll(sorted.subList(0, Math.min(SHOWN_OF_A_GULP, sorted.size())));
        return gulp.stream().filter(shown::contains).toList();
    }

    private static double margin(LiveEvent event) {
        return event.prediction() == null ? 1 : event.prediction().margin();
    }

    private static boolean pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
