package io.sightline.http.api;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.SourceRecord;
import io.sightline.http.server.Call;
import io.sightline.http.server.HttpException;
import io.sightline.kafka.RecordFetcher;
import io.sightline.stream.redrive.Redriver;
import io.sightline.stream.redrive.Verdict;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Sends one dead letter back to the topic it came from, as {@code sightline dead-letters redrive} does. */
public final class RedriveApi {
    private final RecordFetcher records;
    private final Redriver redriver;
    private final String deadLetters;

    public RedriveApi(Settings settings, RecordFetcher records) {
        this.records = records;
        this.redriver = new Redriver(settings);
        this.deadLetters = settings.topic(EventTopics.DEAD_LETTERS);
    }

    /**
     * Sends it and answers 201.
     *
     * @throws HttpException 404 if there is no such dead letter, 409 if it has been sent back before or too often
     */
    public synchronized void post(Call call) {
        int partition = (int) Math.min(Integer.MAX_VALUE, call.number("partition"));
        SourceRecord letter = records.fetch(new TopicPartition(deadLetters, partition), call.number("offset"))
                .map(SourceRecord::of)
                .orElseThrow(() -> new HttpException(404, "there is no such dead letter, or no longer"));
        Verdict verdict = redriver.one(letter);
        switch (verdict.outcome()) {
            case SENT ->
                call.answer(201, Map.of("topic", verdict.letter().topic(), "redriven", verdict.redriven() + 1));
            case SENT_BEFORE -> throw new HttpException(409, "this dead letter has been sent again already");
            case TOO_OFTEN ->
                throw new HttpException(
                        409, "its record has been sent again " + verdict.redriven() + " times and failed each time");
            case FOREIGN ->
                throw new HttpException(
                        409, "it came from " + verdict.letter().topic() + ", which is no topic of this service");
        }
    }
}
