package io.sightline.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads a data set's files through and finds out what is wrong with them. */
final class FolderScan {
    private final Path folder;
    private final FolderLayout layout;
    private final List<Problem> problems = new ArrayList<>();

    FolderScan(Path folder, FolderLayout layout) {
        this.folder = folder;
        this.layout = layout;
    }

    /** A file before it is read. */
    private record Candidate(Path file, int label, FolderLayout.Part part) {}

    ImageFolder run(ScanListener listener) throws IOException {
        layout.passedOver()
                .forEach(path -> problems.add(new Problem(
                        Problem.Kind.PASSED_OVER,
                        List.of(path),
                        path + " is passed over, as the classes are in train, validation and test")));
        List<Photo> photos = read(candidates(), listener);
        requireEveryClass(photos);
        Set<Photo> leaks = findCopies(photos);
        photos.removeIf(leaks::contains);
        return new ImageFolder(layout.labels(), photos, problems);
    }

    private List<Candidate> candidates() throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        for (FolderLayout.Part part : layout.parts()) {
            for (int label = 0; label < layout.labels().size(); label++) {
                Path classFolder = part.classes().get(layout.labels().get(label));
                if (classFolder != null) {
                    for (Path file : ClassFolders.pictures(classFolder, problems)) {
                        candidates.add(new Candidate(file, label, part));
                    }
                }
            }
        }
        return candidates;
    }

    private List<Photo> read(List<Candidate> candidates, ScanListener listener) {
        List<ContentHashes.Hashed> hashes =
                ContentHashes.of(candidates.stream().map(Candidate::file).toList(), listener);
        List<Photo> photos = new ArrayList<>(candidates.size());
        for (int i = 0; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            String sha256 = hashes.get(i).sha256();
            if (sha256 == null) {
                problems.add(Problem.unreadable(candidate.file(), hashes.get(i).problem()));
            } else {
                Split split = candidate.part().split().apply(sha256);
                photos.add(new Photo(candidate.file(), candidate.label(), sha256, split));
            }
        }
        return photos;
    }

    private void requireEveryClass(List<Photo> photos) {
        boolean[] seen = new boolean[layout.labels().size()];
        photos.forEach(photo -> seen[photo.label()] = true);
        for (int label = 0; label < seen.length; label++) {
            if (!seen[label]) {
                throw new DatasetException("class " + layout.labels().get(label) + " in " + folder
                        + " has no pictures that can be read (" + String.join(", ", ClassFolders.ENDINGS)
                        + "); add some or remove the folder");
            }
        }
    }

    /** Finds pictures that are there more than once, and those among them that may not stay where they are. */
    private Set<Photo> findCopies(List<Photo> photos) {
        Map<String, Photo> first = new LinkedHashMap<>(2 * photos.size());
        Map<String, List<Photo>> copies = new LinkedHashMap<>();
        for (Photo photo : photos) {
            Photo other = first.putIfAbsent(photo.sha256(), photo);
            if (other != null) {
                copies.computeIfAbsent(photo.sha256(), key -> new ArrayList<>(List.of(other)))
                        .add(photo);
            }
        }
        Set<Photo> leaks = new HashSet<>();
        copies.values().forEach(same -> {
            findConflict(same);
            leaks.addAll(findLeak(same));
        });
        return leaks;
    }

    private void findConflict(List<Photo> same) {
        if (same.stream().map(Photo::label).distinct().count() > 1) {
            Collection<String> labels = same.stream()
                    .map(photo -> layout.labels().get(photo.label()))
                    .distinct()
                    .toList();
            problems.add(new Problem(
                    Problem.Kind.CONFLICT,
                    files(same),
                    "the same picture is in the classes " + labels + ": " + named(same)
                            + "; keep the one that is right"));
        }
    }

    /** A picture that was trained on would make the figures too good: it is kept where it is looked at last. */
    private List<Photo> findLeak(List<Photo> same) {
        Split last =
                same.stream().map(Photo::split).max(Comparator.naturalOrder()).orElseThrow();
        List<Photo> others =
                same.stream().filter(photo -> photo.split() != last).toList();
        if (!others.isEmpty()) {
            problems.add(new Problem(
                    Problem.Kind.LEAK,
                    files(same),
                    "the same picture is in more than one of training, validation and test: " + named(same)
                            + "; it is kept for " + last.name().toLowerCase(Locale.ROOT) + " alone, and "
                            + named(others) + " passed over"));
        }
        return others;
    }

    private static List<Path> files(List<Photo> photos) {
        return photos.stream().map(Photo::file).toList();
    }

    private static String named(List<Photo> photos) {
        return photos.stream().map(photo -> photo.file().toString()).collect(Collectors.joining(", "));
    }
}
