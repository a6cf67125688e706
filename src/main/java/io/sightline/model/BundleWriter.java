package io.sightline.model;

import com.google.protobuf.CodedOutputStream;
import io.sightline.cnn.Network;
import io.sightline.event.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.commons.io.FileUtils;
import org.tensorflow.proto.SavedModel;

/** Writes bundles into a folder of numbered versions; a version is there whole or not at all. */
public final class BundleWriter {
    private final Path folder;

    /**
     * Prepares to write; nothing is touched yet.
     *
     * @param folder of the model's versions; made if absent
     */
    public BundleWriter(Path folder) {
        this.folder = folder;
    }

    /** Puts more files into a bundle, for example a report. */
    @FunctionalInterface
    public interface Extras {
        /**
         * Called when the bundle is whole but nobody sees it yet; again, for the same folder, if another
         * writer took the version.
         *
         * @param folder the bundle's, which moves afterwards: name no file by its absolute path
         * @param manifest as it will be, with its version
         */
        void addTo(Path folder, Manifest manifest) throws IOException;
    }

    /**
     * Writes the next version.
     *
     * @param backbone network whose output are the features
     * @param head for those features and the manifest's labels
     * @param manifest all but version, parent version and hash, which are set here
     * @return the bundle as written
     * @throws ModelException if it cannot be written
     */
    public Bundle write(Network backbone, Head head, Manifest manifest) {
        return write(backbone, head, manifest, (into, numbered) -> {});
    }

    /**
     * Writes the next version with more files in it.
     *
     * @param extras adds them; if it fails there is no new version
     * @see #write(Network, Head, Manifest)
     */
    public Bundle write(Network backbone, Head head, Manifest manifest, Extras extras) {
        if (head.classes() != manifest.labels().size()
                || head.features() != backbone.architecture().outputs()) {
            throw new IllegalArgumentException("a head of " + head.features() + " features and " + head.classes()
                    + " classes does not fit " + backbone.architecture().outputs() + " features and "
                    + manifest.labels().size() + " labels");
        }
        return write(() -> SavedModelGraph.of(backbone, head), manifest, extras);
    }

    /**
     * Writes the next version with the backbone of another bundle, unchanged to the last byte, and another
     * head. What {@link #write(Network, Head, Manifest)} would write for that backbone and head, but no
     * weights file is needed.
     *
     * @param from gives the backbone
     * @param head for its features and the manifest's labels, of which there may be more than {@code from} has
     * @param extras adds more files; if it fails there is no new version
     * @return the bundle as written
     * @throws ModelException if {@code from} has its weights elsewhere than in its graph, or the new bundle
     *     cannot be written
     */
    public Bundle writeWithHead(BundleGraph from, Head head, Manifest manifest, Extras extras) {
        if (head.classes() != manifest.labels().size()) {
            throw new IllegalArgumentException("a head of " + head.classes() + " classes does not fit "
                    + manifest.labels().size() + " labels");
        }
        return write(() -> from.with(head), manifest, extras);
    }

    private Bundle write(Supplier<SavedModel> model, Manifest manifest, Extras extras) {
        try {
            Files.createDirectories(folder);
            // not a temporary folder of the JDK's, which others could not read once it is a version
            Path partial = Files.createDirectory(folder.resolve(".partial-" + UUID.randomUUID()));
            try {
                String sha256 = writeModel(partial, model.get(), manifest);
                return publish(partial, manifest, sha256, extras);
            } finally {
                FileUtils.deleteDirectory(partial.toFile());
            }
        } catch (IOException e) {
            throw new ModelException("cannot write a model into " + folder + ": " + e, e);
        }
    }

    private static String writeModel(Path partial, SavedModel model, Manifest manifest) throws IOException {
        Files.createDirectories(partial.resolve("variables"));
        Files.createDirectories(partial.resolve("assets"));
        Files.write(partial.resolve(Bundle.LABELS), manifest.labels());
        Files.write(partial.resolve("synset.txt"), manifest.labels());
        Path savedModel = partial.resolve(Bundle.SAVED_MODEL);
        try (OutputStream out = Files.newOutputStream(savedModel)) {
            // attributes in one order, so that equal models are equal files
            CodedOutputStream coded = CodedOutputStream.newInstance(out);
            coded.useDeterministicSerialization();
            model.writeTo(coded);
            coded.flush();
        }
        return Sha256.of(savedModel);
    }

    /** Two writers may find the same number free; the second takes the next. */
    private Bundle publish(Path partial, Manifest manifest, String sha256, Extras extras) throws IOException {
        Versions versions = Versions.of(folder);
        while (true) {
            Optional<Integer> parent = versions.highest();
            Manifest numbered = manifest.with(parent.orElse(0) + 1, parent.orElse(null), sha256);
            Json.mapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValue(partial.resolve(Bundle.MANIFEST).toFile(), numbered);
            extras.addTo(partial, numbered);
            try {
                return new Bundle(versions.add(partial, numbered.version()), numbered);
            } catch (FileAlreadyExistsException e) {
                continue;
            }
        }
    }
}
