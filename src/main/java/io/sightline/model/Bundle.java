package io.sightline.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A model on disk: a SavedModel folder that TensorFlow Serving and Keras load too ({@code
 * saved_model.pb}, {@code variables/}, {@code assets/labels.txt}, {@code synset.txt}) with {@code
 * model.json} beside them. The graph takes {@code image}, RGB 0 to 255 [?, height, width, 3], and
 * gives {@code probabilities} [?, classes] and {@code features}; preprocessing is inside.
 *
 * @param folder the bundle's folder
 * @param manifest what {@code model.json} says
 */
public record Bundle(Path folder, Manifest manifest) {
    /** The file that says what the bundle is. */
    public static final String MANIFEST = "model.json";

    /** The file with the graph and its weights. */
    public static final String SAVED_MODEL = "saved_model.pb";

    static final String LABELS = "assets/labels.txt";
    static final String INPUT = "image";
    static final String PROBABILITIES = "probabilities";
    static final String FEATURES = "features";

    /**
     * Reads a bundle and checks that it is whole.
     *
     * @param path a bundle's folder, or a folder of numbered versions, of which the highest is taken
     * @throws ModelException if there is no bundle, it lacks a file, or {@code saved_model.pb} is not
     *     the one {@code model.json} was written with
     */
    public static Bundle read(Path path) {
        Path folder = Files.exists(path.resolve(SAVED_MODEL)) || Files.exists(path.resolve(MANIFEST))
                ? path
                : Versions.of(path).latest();
        Manifest manifest = readManifest(folder);
        String sha256 = Sha256.of(require(folder, SAVED_MODEL));
        if (!sha256.equals(manifest.savedModelSha256())) {
            throw new ModelException(folder.resolve(SAVED_MODEL) + " is not the file that " + MANIFEST
                    + " was written with (SHA-256 " + sha256 + ", not " + manifest.savedModelSha256()
                    + "); copy the bundle again or train it anew");
        }
        checkLabels(folder, manifest);
        return new Bundle(folder, manifest);
    }

    /** What a consumer needs to know of the model. */
    public ModelInfo info() {
        return manifest.info();
    }

    /**
     * {@code model.json} as it is when the bundle gets another number; all else that it says, fields
     * Sightline does not know included, stays. A bundle that has the number already keeps the file byte
     * for byte.
     *
     * @param version a positive integer
     * @param parentVersion the version it replaces, or null
     * @throws ModelException if the file cannot be read
     */
    public byte[] manifestAs(int version, @Nullable Integer parentVersion) {
        Path file = folder.resolve(MANIFEST);
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (!(Json.mapper().readTree(bytes) instanceof ObjectNode json)) {
                throw new ModelException(file + " is no JSON object");
            }
            if (manifest.version() == version && Objects.equals(manifest.parentVersion(), parentVersion)) {
                return bytes;
            }
            json.put("version", version);
            if (parentVersion == null) {
                json.remove("parentVersion");
            } else {
                json.put("parentVersion", parentVersion);
            }
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
        } catch (IOException e) {
            throw new ModelException("cannot read " + file + ": " + e, e);
        }
    }

    private static Manifest readManifest(Path folder) {
        Path file = require(folder, MANIFEST);
        try {
            Manifest manifest = Json.mapper().readValue(file.toFile(), Manifest.class);
            Objects.requireNonNull(manifest.name(), "name");
            Objects.requireNonNull(manifest.savedModelSha256(), "savedModelSha256");
            return manifest;
        } catch (JsonProcessingException | NullPointerException e) {
            throw new ModelException(file + " is no manifest of a model: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ModelException("cannot read " + file + ": " + e, e);
        }
    }

    private static void checkLabels(Path folder, Manifest manifest) {
        Path file = require(folder, LABELS);
        try {
            List<String> labels = Files.readAllLines(file);
            if (manifest.labels().size() < 2 || !labels.equals(manifest.labels())) {
                throw new ModelException(file + " lists " + labels + " but " + MANIFEST + " " + manifest.labels()
                        + "; both must name the classes in the order of the outputs, at least two");
            }
        } catch (IOException e) {
            throw new ModelException("cannot read " + file + ": " + e, e);
        }
    }

    private static Path require(Path folder, String name) {
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new ModelException(folder + " is no whole model bundle: it has no " + name
                    + "; give a folder that `sightline train` wrote");
        }
        return file;
    }
}
