package io.sightline.bench.measure;

import io.sightline.bench.load.Events;
import io.sightline.bench.load.RunTopics;
import java.nio.file.Path;
import java.util.List;

/**
 * The events that a contender is given.
 *
 * @param partitions of the topic
 * @param files that events name in turn; where there are none the events hold the pictures themselves
 * @param pictures that the events hold
 */
public record Feed(int partitions, List<Path> files, List<byte[]> pictures) {
    public Feed {
        files = List.copyOf(files);
        pictures = List.copyOf(pictures);
    }

    /** Events that name files. */
    public static Feed ofFiles(int partitions, List<Path> files) {
        return new Feed(partitions, files, List.of());
    }

    /** Events that hold one picture. */
    public static Feed ofPicture(int partitions, byte[] picture) {
        return new Feed(partitions, List.of(), List.of(picture));
    }

    Events open(RunTopics topics) {
        return files.isEmpty() ? Events.ofPictures(topics, pictures) : Events.ofFiles(topics, files);
    }
}
