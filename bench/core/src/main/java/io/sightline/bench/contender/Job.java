package io.sightline.bench.contender;

import io.sightline.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * What a contender is to do. Handed to its process as a file of JSON.
 *
 * @param bootstrapServers where the broker is
 * @param prefix before the names of the topics, and the name of consumer groups
 * @param partitions of the topics
 * @param model folder of the bundle
 * @param pictures that the events name
 * @param work an empty folder of its own
 * @param settings of Sightline's or the contender's own, by name
 */
public record Job(
        String bootstrapServers,
        String prefix,
        int partitions,
        Path model,
        List<Path> pictures,
        Path work,
        Map<String, String> settings) {
    /** Setting of contenders that make batches: how many images are in one at most. */
    public static final String BATCH = "batch";

    /** Setting of contenders that keep the processors busy by themselves: TensorFlow's threads for an operation. */
    public static final String OPERATION_THREADS = "engine.operation.threads";

    /** Setting of Sightline: how many instances of it run in the process. */
    public static final String INSTANCES = "instances";

    public Job {
        pictures = List.copyOf(pictures);
        settings = Map.copyOf(settings);
    }

    /** Topic of the image events. */
    public String images() {
        return prefix + "images";
    }

    /** Topic of the predictions. */
    public String predictions() {
        return prefix + "predictions";
    }

    /**
     * A whole number among the settings.
     *
     * @throws IllegalArgumentException if the setting is not given, or is none
     */
    public int number(String name) {
        return Integer.parseInt(word(name, ""));
    }

    /** Leaves a file of JSON in the folder; whoever waits for it sees it whole. */
    public void leave(String name, Object value) throws IOException {
        Path part = work.resolve(name + ".part");
        Json.mapper().writeValue(part.toFile(), value);
        Files.move(part, work.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** A word among the settings. */
    public String word(String name, String otherwise) {
        return settings.getOrDefault(name, otherwise);
    }
}
