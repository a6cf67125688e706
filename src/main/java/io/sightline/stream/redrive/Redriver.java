package io.sightline.stream.redrive;

import io.sightline.config.Settings;
import io.sightline.event.DeadLetter;
import io.sightline.event.EventTopics;
import io.sightline.event.LetterIds;
import io.sightline.event.RecordPlace;
import io.sightline.event.RedriveSerde;
import io.sightline.event.SourceRecord;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import io.sightline.stream.redrive.Verdict.Outcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead letters back to the topic they came from, as they were received, once what was wrong has been
 * mended. Each is sent once: the note of it on the redrives topic is in the same transaction, so a redrive
 * that was cut short, or is repeated with other filters, sends the rest. A record that becomes a dead
 * letter again is a new dead letter; its header {@code sightline.redriven} counts, and ends the circle.
 *
 * <p>Of two redrives of one service at a time the later goes on and the earlier ends with an error.
 *
 * <p>Threading notes: one redrive at a time.
 */
public final class Redriver {
    private static final Duration POLL = Duration.ofMillis(500);

    private final Settings settings;
    private final ClientSettings clients;
    private final String letters;
    private final String notes;
    private final Set<String> origins;
    private final LetterIds ids = new LetterIds();

    public Redriver(Settings settings) {
        this.settings = settings;
        this.clients = new ClientSettings(settings);
        this.letters = settings.topic(EventTopics.DEAD_LETTERS);
        this.notes = settings.topic(EventTopics.REDRIVES);
        this.origins = Set.of(settings.topic(EventTopics.IMAGES), settings.topic(EventTopics.FEEDBACK));
    }

    /**
     * Goes through the dead letters there are now.
     *
     * @param listener told of each that was asked for, in the order of its partition
     * @throws io.sightline.kafka.ClusterException if the cluster or a topic is not there, a record is not
     *     accepted, or another redrive has begun; what was committed until then stays sent
     */
    public RedriveReport run(RedriveRequest request, Consumer<Verdict> listener) throws InterruptedException {
        try (Topics topics = Topics.connect(clients)) {
            topics.require(List.of(letters, notes));
            if (request.dryRun()) {
                return run(request, listener, null);
            }
            try (RedriveSender sender = new RedriveSender(settings, topics)) {
                return run(request, listener, sender);
            }
        }
    }

    /**
     * Sends one dead letter back, unless that was done before, or too often.
     *
     * @throws io.sightline.kafka.ClusterException as {@link #run}
     */
    public Verdict one(SourceRecord letter) {
        try (Topics topics = Topics.connect(clients)) {
            topics.require(List.of(letters, notes));
            DeadLetter why = DeadLetter.of(letter.headers());
            int redriven = DeadLetter.redriven(letter.headers());
            Outcome outcome = outcome(RedriveRequest.all(), letter, why, redriven, sentBefore());
            if (outcome == Outcome.SENT) {
                try (RedriveSender sender = new RedriveSender(settings, topics)) {
                    sender.send(letter, why, redriven + 1);
                    sender.commit();
                }
            }
            return new Verdict(letter.place(), why, ids.of(DeadLetter.source(letter)), redriven, outcome);
        }
    }

    private RedriveReport run(RedriveRequest request, Consumer<Verdict> listener, @Nullable RedriveSender sender)
            throws InterruptedException {
        Set<RecordPlace> sentBefore = sentBefore();
        RedriveReport.Tally tally = new RedriveReport.Tally();
        long start = System.nanoTime();
        try (TopicReader reader = TopicReader.fromBeginning(clients, letters)) {
            while (tally.sent() < request.max() && !reader.atEnd()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    SourceRecord letter = SourceRecord.of(record);
                    DeadLetter why = DeadLetter.of(letter.headers());
                    String id = ids.of(DeadLetter.source(letter));
                    if (tally.sent() >= request.max() || !request.wants(letter, why.reason(), id)) {
                        continue;
                    }
                    int redriven = DeadLetter.redriven(letter.headers());
                    Outcome outcome = outcome(request, letter, why, redriven, sentBefore);
                    if (outcome == Outcome.SENT && sender != null) {
                        waitForTurn(request, start, tally.sent(), sender);
                        sender.send(letter, why, redriven + 1);
                    }
                    tally.add(outcome);
                    listener.accept(new Verdict(letter.place(), why, id, redriven, outcome));
                }
            }
        }
        if (sender != null) {
            sender.commit();
        }
        return tally.report();
    }

    private Outcome outcome(
            RedriveRequest request, SourceRecord letter, DeadLetter why, int redriven, Set<RecordPlace> sentBefore) {
        if (!origins.contains(why.topic())) {
            return Outcome.FOREIGN;
        }
        if (!request.again() && sentBefore.contains(letter.place())) {
            return Outcome.SENT_BEFORE;
        }
        return redriven >= request.maxRedrives() ? Outcome.TOO_OFTEN : Outcome.SENT;
    }

    private Set<RecordPlace> sentBefore() {
        Set<RecordPlace> places = new HashSet<>();
        try (TopicReader reader = TopicReader.fromBeginning(clients, notes);
                RedriveSerde serde = new RedriveSerde()) {
            while (!reader.atEnd()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(POLL)) {
                    places.add(serde.deserializer()
                            .deserialize(notes, record.value())
                            .letter());
                }
            }
        }
        return places;
    }

    private static void waitForTurn(RedriveRequest request, long start, long sent, RedriveSender sender)
            throws InterruptedException {
        if (request.perSecond() != null) {
            long wait = start + (long) (sent / request.perSecond() * 1e9) - System.nanoTime();
            sender.pauseComing(wait);
            TimeUnit.NANOSECONDS.sleep(wait);
        }
    }
}
