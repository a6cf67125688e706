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
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The demo's pictures. Those of an inspection line tell a story: the model is trained on parts with the
 * defects that are known, then parts with another one come, with labels of reviewers, and then more of all
 * kinds. Photographs of a folder are all of known classes.
 *
 * @param trainingFolder a folder per class
 * @param known of the classes that were trained on, in a random but repeatable order
 * @param labelled of all classes, as reviewers would label them; empty for photographs
 * @param later of all classes; empty for photographs
 * @param roots the folders that the streamed pictures are in
 */
record DemoPictures(
        Path trainingFolder, List<Labelled> known, List<Labelled> labelled, List<Labelled> later, List<Path> roots) {
    /** The defect that the model has not been told of. */
    static final String NEW_DEFECT = "tape";

    private static final int TRAINING = 800;
    private static final int KNOWN = 600;
    private static final int LABELLED = 700;
    private static final int LATER = 400;

    /** A picture and its right class. */
    record Labelled(Path file, String label) {}

    /** Renders an inspection line's pictures into a folder. */
    static DemoPictures render(Path folder, DemoListener listener) throws IOException {
        int all = TRAINING + KNOWN + LABELLED + LATER;
        listener.step("Rendering " + all + " pictures of an inspection line");
        AtomicInteger done = new AtomicInteger();
        IntConsumer progress = more -> listener.progress(done.addAndGet(more), all);
        Path training = folder.resolve("training");
        PictureSource.inspectionLine(1).write(training, TRAINING, progress);
        List<List<Labelled>> streams = new ArrayList<>();
        List<Path> roots = new ArrayList<>();
        for (PictureSource source : List.of(
                PictureSource.inspectionLine(2), PictureSource.lineWithTape(3), PictureSource.lineWithTape(4))) {
            int count = List.of(KNOWN, LABELLED, LATER).get(streams.size());
            Path root = folder.resolve("line-" + (streams.size() + 1));
            source.write(root, count, progress);
            streams.add(labelled(ImageFolder.scan(root), null));
            roots.add(root);
        }
        return new DemoPictures(training, streams.get(0), streams.get(1), streams.get(2), roots);
    }

    /** Takes a folder of photographs; the tenth that training keeps for testing is streamed. */
    static DemoPictures photographs(Path folder) {
        List<Labelled> streamed = labelled(ImageFolder.scan(folder), Split.TEST);
        if (streamed.isEmpty()) {
            throw new DatasetException("the pictures in " + folder
                    + " are too few: the tenth that is kept from training and streamed has none; a hundred will do");
        }
        return new DemoPictures(folder, streamed, List.of(), List.of(), List.of(folder));
    }

    private static List<Labelled> labelled(ImageFolder folder, @Nullable Split split) {
        List<Labelled> pictures = new ArrayList<>();
        for (Photo photo : split == null ? folder.photos() : folder.photos(split)) {
            pictures.add(new Labelled(photo.file(), folder.labels().get(photo.label())));
        }
        Collections.shuffle(pictures, new Random(2));
        return pictures;
    }
}
