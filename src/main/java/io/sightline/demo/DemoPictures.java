package io.sightline.demo;

import io.sightline.dataset.DatasetException;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.demo.pictures.PictureSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The demo's pictures: those the model is trained on, and others that are streamed.
 *
 * @param trainingFolder a folder per class
 * @param streamed pictures the training never sees, in a random but repeatable order
 * @param root the folder all streamed pictures are in
 */
record DemoPictures(Path trainingFolder, List<Labelled> streamed, Path root) {
    private static final int TRAINING = 800;
    private static final int STREAMED = 600;
    private static final long TRAINING_SEED = 1;
    private static final long STREAMED_SEED = 2;

    /** A picture and its right class. */
    record Labelled(Path file, String label) {}

    /** Renders an inspection line's pictures into a folder. */
    static DemoPictures render(Path folder, DemoListener listener) throws IOException {
        Path training = folder.resolve("training");
        Path line = folder.resolve("line");
        AtomicInteger done = new AtomicInteger();
        listener.step("Rendering " + (TRAINING + STREAMED) + " pictures of an inspection line");
        PictureSource.inspectionLine(TRAINING_SEED)
                .write(training, TRAINING, more -> listener.progress(done.addAndGet(more), TRAINING + STREAMED));
        PictureSource.inspectionLine(STREAMED_SEED)
                .write(line, STREAMED, more -> listener.progress(done.addAndGet(more), TRAINING + STREAMED));
        return new DemoPictures(training, labelled(ImageFolder.scan(line), null), line);
    }

    /** Takes a folder of photographs; the tenth that training keeps for testing is streamed. */
    static DemoPictures photographs(Path folder) {
        List<Labelled> streamed = labelled(ImageFolder.scan(folder), Split.TEST);
        if (streamed.isEmpty()) {
            throw new DatasetException("the pictures in " + folder
                    + " are too few: the tenth that is kept from training and streamed has none; a hundred will do");
        }
        return new DemoPictures(folder, streamed, folder);
    }

    private static List<Labelled> labelled(ImageFolder folder, @Nullable Split split) {
        List<Labelled> pictures = new ArrayList<>();
        for (Photo photo : split == null ? folder.photos() : folder.photos(split)) {
            pictures.add(new Labelled(photo.file(), folder.labels().get(photo.label())));
        }
        Collections.shuffle(pictures, new Random(STREAMED_SEED));
        return pictures;
    }
}
