package io.sightline.http.live;

import io.sightline.config.Settings;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.EventTopics;
import io.sightline.event.ImageEvent;
import io.sightline.event.ImageEventReader;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.Prediction;
import io.sightline.event.RecordPlace;
import io.sightline.event.SourceRecord;
import io.sightline.http.server.Call;
import io.sightline.http.server.HttpException;
import io.sightline.image.ImageFetcher;
import io.sightline.image.SmallJpegs;
import io.sightline.kafka.RecordFetcher;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/**
 * Small pictures of recent predictions, and of nothing else: they are fetched as the service fetched them,
 * under the same guards, and encoded anew.
 *
 * <p>Threading notes: any number of threads; {@value #AT_A_TIME} pictures are made at a time.
 */
public final class LivePictures {
    private static final int AT_A_TIME = 2;
    private static final int WAIT_S = 10;
    private static final int KEPT = 400;

    private final EventRing ring;
    private final ImageFetcher fetcher;
    private final SmallJpegs jpegs;
    private final RecordFetcher records;
    private final String images;
    private final String predictions;
    private final ImageEventReader reader = new ImageEventReader();
    private final Semaphore permits = new Semaphore(AT_A_TIME);
    private final Map<RecordPlace, byte[]> kept = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordPlace, byte[]> eldest) {
            return size() > KEPT;
        }
    });

    /** What it works with stays the caller's to close. */
    public LivePictures(
            Settings settings, LiveFeed feed, ImageFetcher fetcher, SmallJpegs jpegs, RecordFetcher records) {
        this.ring = feed.ring();
        this.fetcher = fetcher;
        this.jpegs = jpegs;
        this.records = records;
        this.images = settings.topic(EventTopics.IMAGES);
        this.predictions = settings.topic(EventTopics.PREDICTIONS);
    }

    /**
     * Answers with a JPEG.
     *
     * @throws HttpException 404 if the prediction is not among the last, or its picture cannot be had any more
     */
    public void get(Call call) throws InterruptedException {
        int partition = (int) Math.min(Integer.MAX_VALUE, call.number("partition"));
        RecordPlace place = new RecordPlace(predictions, partition, call.number("offset"));
        Prediction prediction = ring.prediction(place)
                .orElseThrow(() -> new HttpException(404, "only pictures of the last predictions can be seen"));
        byte[] jpeg = kept.get(place);
        if (jpeg == null) {
            jpeg = make(prediction);
            kept.put(place, jpeg);
        }
        call.answer(200, "image/jpeg", "private, max-age=3600", jpeg);
    }

    private byte[] make(Prediction prediction) throws InterruptedException {
        if (!permits.tryAcquire(WAIT_S, TimeUnit.SECONDS)) {
            throw HttpException.busy("too many pictures are asked for at a time");
        }
        try {
            return jpegs.jpeg(fetcher.fetch(image(prediction)), true);
        } catch (ImageRejectedException e) {
            throw new HttpException(
                    404, "the picture cannot be had: " + e.reason().code());
        } finally {
            permits.release();
        }
    }

    private ImageEvent image(Prediction prediction) {
        if (prediction.hasWholeUri()) {
            return new ImageEvent(prediction.id(), prediction.uri(), null, Instant.EPOCH, null, null);
        }
        RecordPlace place = prediction.record();
        if (place == null || !place.topic().equals(images)) {
            throw gone(prediction);
        }
        return records.fetch(new TopicPartition(place.topic(), place.partition()), place.offset())
                .map(record -> reader.read(SourceRecord.of(record)))
                .orElseThrow(() -> gone(prediction));
    }

    private static ImageRejectedException gone(Prediction prediction) {
        return new ImageRejectedException(DeadLetterReason.NOT_FOUND, "the record of " + prediction.id() + " is gone");
    }
}
