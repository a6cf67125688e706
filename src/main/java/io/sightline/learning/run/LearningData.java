package io.sightline.learning.run;

import io.sightline.dataset.ClassCount;
import io.sightline.dataset.ImageFolder;
import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import io.sightline.learning.examples.ExampleSet;
import io.sightline.learning.examples.LabelledPicture;
import io.sightline.learning.examples.LearningException;
import io.sightline.learning.examples.PictureStore;
import io.sightline.training.base.BaseFeatures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run learns from: the champion's base data and the examples, with the classes of the model that is
 * to come.
 *
 * @param labels the champion's classes in their order, then the new ones in the order of their names
 * @param known how many of them the champion has
 * @param base pictures whose features are in the champion's bundle
 * @param examples pictures from feedback; where one is in the base data too, feedback's label counts, and
 *     it is for what it was for there
 * @param leftOut pictures of labels that are too few to become a class, by label
 */
public record LearningData(
        List<String> labels, int known, List<Photo> base, List<Photo> examples, Map<String, Integer> leftOut) {
    public LearningData {
        labels = List.copyOf(labels);
        base = List.copyOf(base);
        examples = List.copyOf(examples);
        leftOut = Map.copyOf(leftOut);
    }

    /**
     * Puts them together.
     *
     * @param champion the champion's classes
     * @param base what its bundle has of its data, or null
     * @param set the examples
     * @param pictures says where their files are
     * @param ofNewClass pictures that a label which the champion does not know needs to become a class
     */
    public static LearningData of(
            List<String> champion, @Nullable BaseFeatures base, ExampleSet set, PictureStore pictures, int ofNewClass) {
        return base == null
                ? of(champion, List.of(), List.of(), set, pictures, ofNewClass)
                : of(champion, base.labels(), base.photos(), set, pictures, ofNewClass);
    }

    /**
     * The same with base data of which the pictures are at hand.
     *
     * @param baseLabels its classes
     * @param basePhotos its pictures
     */
    static LearningData of(
            List<String> champion,
            List<String> baseLabels,
            List<Photo> basePhotos,
            ExampleSet set,
            PictureStore pictures,
            int ofNewClass) {
        List<String> labels = new ArrayList<>(champion);
        Map<String, Integer> leftOut = new TreeMap<>();
        set.counts().forEach((label, count) -> {
            if (!champion.contains(label)) {
                if (count >= ofNewClass) {
                    labels.add(label);
                } else {
                    leftOut.put(label, count);
                }
            }
        });
        Map<String, Integer> index = new HashMap<>();
        labels.forEach(label -> index.put(label, index.size()));
        Map<String, Split> baseSplits = new HashMap<>();
        basePhotos.forEach(photo -> baseSplits.put(photo.sha256(), photo.split()));
        Map<String, Photo> examples = new LinkedHashMap<>();
        Set<String> relabelled = new HashSet<>();
        for (LabelledPicture picture : set.pictures()) {
            Integer label = index.get(picture.label());
            if (label != null) {
                String sha256 = picture.sha256();
                String source = picture.sourceSha256() == null ? sha256 : picture.sourceSha256();
                relabelled.add(sha256);
                relabelled.add(source);
                // A picture that the champion was trained on must not become one that it is tried on.
                Split split = baseSplits.getOrDefault(source, baseSplits.getOrDefault(sha256, picture.split()));
                examples.put(sha256, new Photo(pictures.file(sha256), label, sha256, split));
            }
        }
        List<Photo> remembered = new ArrayList<>();
        for (Photo photo : basePhotos) {
            Integer label = index.get(baseLabels.get(photo.label()));
            if (label != null && !relabelled.contains(photo.sha256())) {
                remembered.add(new Photo(photo.file(), label, photo.sha256(), photo.split()));
            }
        }
        return new LearningData(labels, champion.size(), remembered, List.copyOf(examples.values()), leftOut);
    }

    /** The same without examples that turned out to be unreadable. */
    LearningData without(List<Photo> unreadable) {
        List<Photo> readable = new ArrayList<>(examples);
        readable.removeAll(unreadable);
        return new LearningData(labels, known, base, readable, leftOut);
    }

    /** Pictures for one purpose, in the order of their hashes. */
    public List<Photo> of(Split split) {
        List<Photo> photos = new ArrayList<>();
        base.stream().filter(photo -> photo.split() == split).forEach(photos::add);
        examples.stream().filter(photo -> photo.split() == split).forEach(photos::add);
        photos.sort(Comparator.comparing(Photo::sha256));
        return photos;
    }

    /** How many pictures each class has for what, in the order of the labels. */
    public List<ClassCount> counts() {
        return all().counts();
    }

    /** SHA-256 over the pictures' contents, classes and splits. */
    public String hash() {
        return all().hash();
    }

    /**
     * Makes sure that there is something to train on.
     *
     * @param why there might not be, and the way out
     * @throws LearningException naming the class that has nothing to train on
     */
    void requireEveryClass(String why) {
        for (ClassCount count : counts()) {
            if (count.train() == 0) {
                throw new LearningException("there is no picture of " + count.label() + " to train on: " + why);
            }
        }
    }

    /** All of it. */
    ImageFolder all() {
        List<Photo> photos = new ArrayList<>(base);
        photos.addAll(examples);
        return new ImageFolder(labels, photos);
    }
}
