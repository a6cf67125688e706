package io.sightline.http.live;

import io.sightline.event.Prediction;
import io.sightline.event.RecordPlace;
import io.sightline.http.live.LiveEvent.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The last events, in the order in which they were read, and, for longer, where the pictures of predictions are.
 *
 * <p>Threading notes: any number of threads.
 */
final class EventRing {
    private static final int PREDICTIONS = 3000;

    private final Map<Kind, Deque<Numbered>> kept = new EnumMap<>(Kind.class);
    private final Map<RecordPlace, Prediction> predictions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<RecordPlace, Prediction> eldest) {
            return size() > PREDICTIONS;
        }
    };
    private long last;

    EventRing() {
        for (Kind kind : Kind.values()) {
            kept.put(kind, new ArrayDeque<>());
        }
    }

    /**
     * An event and its place in the order.
     *
     * @param number from 1
     */
    record Numbered(long number, LiveEvent event) {}

    synchronized void add(LiveEvent event) {
        Deque<Numbered> sameKind = of(event.kind());
        sameKind.addLast(new Numbered(++last, event));
        if (event.prediction() != null) {
            predictions.put(event.place(), event.prediction());
        }
        if (sameKind.size() > event.kind().kept()) {
            sameKind.removeFirst();
        }
    }

    /** Those behind a number that are still kept, in order; at most so many. */
    synchronized List<Numbered> after(long number, int limit) {
        if (number >= last) {
            return List.of();
        }
        List<Numbered> found = new ArrayList<>();
        for (Deque<Numbered> events : kept.values()) {
            events.stream().filter(event -> event.number() > number).forEach(found::add);
        }
        found.sort(Comparator.comparingLong(Numbered::number));
        return found.size() > limit ? List.copyOf(found.subList(0, limit)) : found;
    }

    /** The number of the event whose record stands at a place, given as text; 0 if it is kept no longer. */
    synchronized long numberOf(String place) {
        return kept.values().stream()
                .flatMap(Deque::stream)
                .filter(numbered -> numbered.event().place().toString().equals(place))
                .mapToLong(Numbered::number)
                .findFirst()
                .orElse(0);
    }

    /** The prediction whose record stands there, if it is one of the last {@value #PREDICTIONS}. */
    synchronized Optional<Prediction> prediction(RecordPlace place) {
        return Optional.ofNullable(predictions.get(place));
    }

    private Deque<Numbered> of(Kind kind) {
        return kept.computeIfAbsent(kind, any -> new ArrayDeque<>());
    }
}
