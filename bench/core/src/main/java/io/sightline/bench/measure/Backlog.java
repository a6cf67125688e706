package io.sightline.bench.measure;

import io.sightline.bench.load.Events;
import io.sightline.bench.load.RunTopics;
import java.nio.file.Path;
import java.util.List;

/**
 * The events that stand on the topic before a contender starts.
 *
 * @param count of events
 * @param partitions of the topic
 * @param files that events name in turn; where there are none the events hold the pictures themselves
 * @param pictures that the events hold
 */
public record Backlog(int count, int partitions, List<Path> files, List<byte[]> pictures) {
    public Backlog {
        files = List.copyOf(files);
        pictures = List.copyOf(pictures);
    }

    /** Events that name files. */
    public static Backlog ofFiles(int count, int partitions, List<Path> files) {
        return new Backlog(count, partitions, files, List.of());
    }

    /** Events that hold one picture. */
    public static Backlog ofPicture(int count, int partitions, byte[] picture) {
        return new Backlog(count, partitions, List.of(), List.of(picture));
    }

    void send(RunTopics topics) {
        try (Events events = open(topics)) {
            events.sendAll(count);
        }
    }

    /** For sending one by one. */
    Events open(RunTopics topics) {
        return files.isEmpty() ? Events.ofPictures(topics, pictures) : Events.ofFiles(topics, files);
    }
}
