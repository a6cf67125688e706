package io.sightline.dataset.catsdogs;

import io.sightline.dataset.ClassCount;
import io.sightline.dataset.DatasetException;
import io.sightline.dataset.ScanListener;
import io.sightline.dataset.Split;
import io.sightline.event.ImageRejectedException;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageDigest;
import io.sightline.image.ImageLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Decodes every picture of the archive to check it and writes it into the folder of its split and class. */
final class PetSorter implements AutoCloseable {
    private static final List<String> LABELS = List.of("cat", "dog");
    private static final int CHECKED_SIZE = 32;

    private final PetArchive archive;
    private final Path folder;
    private final ImageLimits limits = ImageLimits.defaults();
    private final ImageDecoder decoder = new ImageDecoder(limits);
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), PetSorter::thread);

    PetSorter(PetArchive archive, Path folder) {
        this.archive = archive;
        this.folder = folder;
    }

    /** Where a picture went, or why it did not. */
    private record Sorted(PetArchive.Pet pet, @Nullable Split split, String problem) {}

    PreparedDataset run(ScanListener listener) throws IOException {
        for (Split split : Split.values()) {
            for (String label : LABELS) {
                Files.createDirectories(folder(split, label));
            }
        }
        List<Future<Sorted>> running = new ArrayList<>();
        for (PetArchive.Pet pet : archive.pets()) {
            running.add(threads.submit(() -> sort(pet)));
        }
        int[][] counts = new int[LABELS.size()][Split.values().length];
        List<PreparedDataset.LeftOut> leftOut = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            Sorted sorted = await(running.get(i));
            if (sorted.split() == null) {
                leftOut.add(new PreparedDataset.LeftOut(sorted.pet().entry().getName(), sorted.problem()));
            } else {
                counts[LABELS.indexOf(sorted.pet().label())][sorted.split().ordinal()]++;
            }
            listener.filesRead(i + 1, running.size());
        }
        leftOut.sort(Comparator.comparing(PreparedDataset.LeftOut::name));
        List<ClassCount> rows = new ArrayList<>();
        for (int label = 0; label < counts.length; label++) {
            int[] row = counts[label];
            rows.add(new ClassCount(
                    LABELS.get(label),
                    row[Split.TRAIN.ordinal()],
                    row[Split.VALIDATION.ordinal()],
                    row[Split.TEST.ordinal()]));
        }
        return new PreparedDataset(archive.name(), rows, leftOut);
    }

    private Sorted sort(PetArchive.Pet pet) {
        byte[] bytes;
        try {
            bytes = archive.read(pet, limits.maxBytes());
            String problem = problem(bytes);
            if (problem != null) {
                return new Sorted(pet, null, problem);
            }
        } catch (ZipException e) {
            return new Sorted(pet, null, "it cannot be unpacked: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Split split = Split.ofContent(ImageDigest.sha256(bytes));
        try {
            Files.write(folder(split, pet.label()).resolve(pet.file()), bytes, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Sorted(pet, split, "");
    }

    private @Nullable String problem(byte[] bytes) {
        if (bytes.length == 0) {
            return "it is empty";
        }
        if (bytes.length > limits.maxBytes()) {
            return "it has more than " + limits.maxBytes() + " bytes";
        }
        try {
            decoder.decode(bytes, CHECKED_SIZE, CHECKED_SIZE, true);
            return null;
        } catch (ImageRejectedException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Path folder(Split split, String label) {
        return folder.resolve(split.name().toLowerCase(Locale.ROOT)).resolve(label);
    }

    private static Sorted await(Future<Sorted> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatasetException("interrupted while sorting pictures", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UncheckedIOException io) {
                throw new IOException(io.getCause());
            }
            throw new DatasetException("cannot sort pictures: " + e.getCause(), e);
        }
    }

    /** Waits for the pictures under way: one may not be written into a folder that is being removed. */
    @Override
    public void close() {
        threads.shutdownNow();
        boolean interrupted = Thread.interrupted();
        while (!threads.isTerminated()) {
            try {
                threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        decoder.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "pet-sorter");
        thread.setDaemon(true);
        return thread;
    }
}
