package io.sightline.cnn.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.sightline.config.CacheDirectory;
import io.sightline.download.DownloadProgress;
import io.sightline.event.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The names of ImageNet's 1000 classes in the order of the official weights' outputs, from the index
 * that Keras' authors publish or from a file. A name that stands for two classes (there are two cranes)
 * gets the number of its class: {@code crane_134}, {@code crane_517}.
 */
public final class ImageNetClasses {
    /** How many there are. */
    public static final int COUNT = 1000;

    private static final URI INDEX =
            URI.create("https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json");
    private static final String INDEX_MD5 = "c2c37ea517e94d9795004a39431a14cb";

    private final URI index;
    private final Path folder;

    /** Keras' own index, kept in {@link CacheDirectory}{@code /weights}. */
    public ImageNetClasses() {
        this(INDEX, CacheDirectory.path().resolve("weights"));
    }

    ImageNetClasses(URI index, Path folder) {
        this.index = index;
        this.folder = folder;
    }

    /**
     * Keras' index, downloaded at the first call.
     *
     * @throws WeightsException if it cannot be downloaded, or is not what Keras publishes
     */
    public List<String> download(DownloadProgress progress) {
        return read(OfficialDownload.fetch(
                index, folder.resolve("imagenet_class_index.json"), INDEX_MD5, "--labels FILE", progress));
    }

    /**
     * Reads a file in the format of Keras' index, {@code {"0": ["n01440764", "tench"], ...}}, or with one
     * name a line.
     *
     * @throws WeightsException if it is neither, or does not name {@value #COUNT} classes
     */
    public static List<String> read(Path file) {
        try {
            String text = Files.readString(file);
            List<String> names = text.stripLeading().startsWith("{")
                    ? ofIndex(Json.mapper().readTree(text), file)
                    : text.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList();
            if (names.size() != COUNT) {
                throw new WeightsException(file + " names " + names.size() + " classes; ImageNet has " + COUNT
                        + ". Give Keras' imagenet_class_index.json, or a file of one name a line");
            }
            return distinct(names);
        } catch (JsonProcessingException e) {
            throw new WeightsException(file + " is no class index of Keras: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new WeightsException("cannot read the class names in " + file + ": " + e, e);
        }
    }

    private static List<String> ofIndex(JsonNode index, Path file) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < index.size(); i++) {
            JsonNode name = index.path(String.valueOf(i)).path(1);
            if (!name.isTextual()) {
                throw new WeightsException(
                        file + " is no class index of Keras: it has no \"" + i + "\": [\"WordNet id\", \"name\"]");
            }
            names.add(name.asText());
        }
        return names;
    }

    private static List<String> distinct(List<String> names) {
        List<String> distinct = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            distinct.add(Collections.frequency(names, name) == 1 ? name : name + "_" + i);
        }
        return distinct;
    }
}
