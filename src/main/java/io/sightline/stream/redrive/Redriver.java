package io.sightline.stream.redrive;

import io.sightline.config.Settings;
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
     * @param listener told of each that was asked for, in the order of its partition; of what is sent once
     *     that counts. It may take its time
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
            try (RedriveSender sender = new RedriveSender(settings, topics)) {
                Verdict verdict = judge(RedriveRequest.all()).judge(letter);
                if (verdict.outcome() == Outcome.SENT) {
                    sender.send(letter, verdict.letter(), verdict.redriven() + 1);
                    sender.commit();
                }
                return verdict;
            }
        }
    }

    private RedriveReport run(RedriveRequest request, Consumer<Verdict> listener, @Nullable RedriveSender sender)
            throws InterruptedException {
        LetterJudge judge = judge(request);
        try (TopicReader reader = TopicReader.fromBeginning(clients, letters)) {
            return new RedriveRun(request, judge, listener, sender).through(reader);
        }
    }

    /**
     * Reads the notes. Who is going to send must have opened the sender before: only then no other redrive
     * can add to them any more.
     */
    private LetterJudge judge(RedriveRequest request) {
        return new LetterJudge(request, origins, sentBefore(), ids);
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
}
