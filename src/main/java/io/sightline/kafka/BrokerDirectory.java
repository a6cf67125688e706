package io.sightline.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder a broker keeps its data in, held by one broker at a time. Kafka has a lock of its own,
 * but takes it only after it has begun to write.
 */
final class BrokerDirectory implements AutoCloseable {
    private static final String LOCK = ".sightline.lock";
    private static final String META = "meta.properties";

    /** Kafka's own mark: made by an orderly stop, deleted by a start. */
    private static final String CLEAN = ".kafka_cleanshutdown";

    /** What a first start that was cut short may have left. */
    private static final Set<String> UNFINISHED =
            Set.of(LOCK, ".lock", "bootstrap.checkpoint", "meta.properties.tmp", "__cluster_metadata-0");

    private final Path path;
    private final FileChannel channel;

    private BrokerDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Creates the folder where needed and takes it.
     *
     * @throws EmbeddedBrokerException if it cannot be written, another broker has it, or it holds
     *     something else
     */
    static BrokerDirectory take(Path path) {
        FileChannel channel = open(path);
        try {
            if (tryLock(channel) == null) {
                throw new EmbeddedBrokerException("the broker's data folder " + path
                        + " is in use by another broker; stop that one or choose another folder");
            }
            BrokerDirectory directory = new BrokerDirectory(path, channel);
            directory.refuseForeignFiles();
            return directory;
        } catch (EmbeddedBrokerException | IOException e) {
            closeAfter(e, channel);
            throw e instanceof EmbeddedBrokerException known ? known : notWritable(path, (IOException) e);
        }
    }

    Path path() {
        return path;
    }

    /** Whether a broker has been formatted here before. */
    boolean isFormatted() {
        return Files.exists(path.resolve(META));
    }

    /** Whether the broker that was here before ended without having been stopped. */
    boolean wasKilled() {
        return isFormatted() && !Files.exists(path.resolve(CLEAN));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel open(Path path) {
        try {
            Files.createDirectories(path);
            return FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw notWritable(path, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // held by another broker of this process
        }
    }

    private void refuseForeignFiles() throws IOException {
        if (isFormatted()) {
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            String foreign = entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !UNFINISHED.contains(name))
                    .sorted()
                    .findFirst()
                    .orElse("");
            if (!foreign.isEmpty()) {
                throw new EmbeddedBrokerException("the folder " + path + " holds other files (" + foreign
                        + "); the broker needs an empty folder or one it has used before");
            }
        }
    }

    private static EmbeddedBrokerException notWritable(Path path, IOException cause) {
        return new EmbeddedBrokerException(
                "the broker's data folder " + path + " cannot be created or written (" + cause + ")", cause);
    }

    private static void closeAfter(Exception failure, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
