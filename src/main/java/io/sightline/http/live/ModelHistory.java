package io.sightline.http.live;

import io.sightline.event.ModelEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has happened to models, and how far the run is that is under way.
 *
 * <p>Threading notes: any number of threads.
 */
public final class ModelHistory {
    private static final int KEPT = 200;

    private final Deque<ModelEvent> events = new ArrayDeque<>();
    private @Nullable ModelEvent progress;

    synchronized void add(ModelEvent event) {
        if (event.type() == ModelEvent.Type.PROGRESS) {
            progress = event;
            return;
        }
        switch (event.type()) {
            case STARTED, PROMOTED, REFUSED, FAILED -> progress = null;
            default -> {}
        }
        events.addLast(event);
        if (events.size() > KEPT) {
            events.removeFirst();
        }
    }

    /** The last events but those of progress, the oldest first. */
    public synchronized List<ModelEvent> events() {
        return List.copyOf(events);
    }

    /** How far the run is that is under way; null if none is, or it has just begun. */
    public synchronized @Nullable ModelEvent progress() {
        return progress;
    }
}
