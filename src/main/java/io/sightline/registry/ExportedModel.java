package io.sightline.registry;

import io.sightline.config.Settings;
import io.sightline.model.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.UUID;
import org.apache.commons.io.FileUtils;

/** A version copied out of the registry. */
public final class ExportedModel {
    private static final Duration POLL = Duration.ofMillis(200);

    private ExportedModel() {}

    /**
     * Writes a version into a folder, which is there whole or not at all.
     *
     * @param out the folder to make; its parent is made if absent
     * @throws RegistryException if there is no such version, or a chunk of it is missing or damaged, or
     *     the disk does not take it
     */
    public static void write(Settings settings, String name, int version, Path out) {
        Path target = out.toAbsolutePath().normalize();
        // beside it, so that the finished folder has only to be renamed
        Path work = target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID());
        try {
            try (RegistryFollower follower = new RegistryFollower(settings, work)) {
                while (!follower.caughtUp()) {
                    follower.poll(POLL);
                }
                Bundle bundle = follower.materialize(name, version);
                Files.move(bundle.folder(), target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                FileUtils.deleteDirectory(work.toFile());
            }
        } catch (IOException e) {
            throw new RegistryException("cannot write version " + version + " of " + name + " to " + out + ": " + e, e);
        }
    }
}
