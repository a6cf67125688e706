package io.sightline.training.base;

import io.sightline.dataset.Photo;
import io.sightline.dataset.Split;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which pictures a model keeps the features of when it must not keep all: those with the smallest hashes,
 * which is a fair draw and the same each time. So that no class is lost, each keeps some training pictures
 * of its own.
 */
public final class BaseSelection {
    private static final int OF_EACH_CLASS = 20;

    private BaseSelection() {}

    /**
     * Chooses.
     *
     * @param photos of a data set; of copies of one picture the first counts
     * @param most how many are wanted; more come back only if there are more classes than that
     * @return in the order of their hashes
     */
    public static List<Photo> of(Collection<Photo> photos, int most) {
        if (most == 0) {
            return List.of();
        }
        Map<String, Photo> distinct = new LinkedHashMap<>();
        photos.forEach(photo -> distinct.putIfAbsent(photo.sha256(), photo));
        List<Photo> sorted = new ArrayList<>(distinct.values());
        sorted.sort(Comparator.comparing(Photo::sha256));
        if (sorted.size() <= most) {
            return sorted;
        }
        int classes = (int) sorted.stream().map(Photo::label).distinct().count();
        int ofEach = Math.max(1, Math.min(OF_EACH_CLASS, most / classes));
        Map<Integer, Integer> kept = new HashMap<>();
        Map<String, Photo> chosen = new LinkedHashMap<>();
        for (Photo photo : sorted) {
            if (photo.split() == Split.TRAIN && kept.merge(photo.label(), 1, Integer::sum) <= ofEach) {
                chosen.put(photo.sha256(), photo);
            }
        }
        for (Photo photo : sorted) {
            if (chosen.size() >= most) {
                break;
            }
            chosen.put(photo.sha256(), photo);
        }
        return chosen.values().stream()
                .sorted(Comparator.comparing(Photo::sha256))
                .toList();
    }
}
