package io.sightline.report;

import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.PhotoReader.Unreadable;
import io.sightline.dataset.Split;
import io.sightline.training.TrainingOutcome;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How many pictures of each class there were for what; those that could not be read are left out. */
final class DataTable {
    private final List<String> labels;
    private final int[][] counts;

    private DataTable(List<String> labels, int[][] counts) {
        this.labels = labels;
        this.counts = counts;
    }

    static DataTable of(TrainingOutcome outcome) {
        Set<Path> unreadable =
                outcome.unreadable().stream().map(Unreadable::file).collect(Collectors.toSet());
        ImageFolder data = outcome.data();
        int[][] counts = new int[data.labels().size()][Split.values().length];
        for (Photo photo : data.photos()) {
            if (!unreadable.contains(photo.file())) {
                counts[photo.label()][photo.split().ordinal()]++;
            }
        }
        return new DataTable(data.labels(), counts);
    }

    /** Pictures of a class in a split. */
    int count(int label, Split split) {
        return counts[label][split.ordinal()];
    }

    /** Pictures of all classes in a split. */
    int count(Split split) {
        return IntStream.range(0, labels.size())
                .map(label -> count(label, split))
                .sum();
    }

    /** Pictures in all. */
    int count() {
        return Arrays.stream(Split.values()).mapToInt(this::count).sum();
    }

    String html() {
        Table table = new Table("class", "training", "validation", "test", "all");
        for (int label = 0; label < labels.size(); label++) {
            table.row(
                    labels.get(label),
                    Numbers.count(count(label, Split.TRAIN)),
                    Numbers.count(count(label, Split.VALIDATION)),
                    Numbers.count(count(label, Split.TEST)),
                    Numbers.count(Arrays.stream(counts[label]).sum()));
        }
        table.total(
                "all",
                Numbers.count(count(Split.TRAIN)),
                Numbers.count(count(Split.VALIDATION)),
                Numbers.count(count(Split.TEST)),
                Numbers.count(count()));
        return table.html();
    }
}
