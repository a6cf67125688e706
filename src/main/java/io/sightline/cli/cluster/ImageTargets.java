package io.sightline.cli.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what the user named (files, folders, URIs) into images to send. */
final class ImageTargets {
    /** Two letters at least: one alone is a drive of Windows. */
    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.+");

    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "png", "image/png",
            "gif", "image/gif",
            "bmp", "image/bmp",
            "webp", "image/webp",
            "tif", "image/tiff",
            "tiff", "image/tiff");

    /**
     * One image to send.
     *
     * @param name what it is called: path below the folder named, file name, or URI
     * @param file where it is on this machine, or null
     * @param uri its URI
     */
    record Target(String name, @Nullable Path file, String uri) {
        @Override
        public String toString() {
            return name;
        }
    }

    private ImageTargets() {}

    /**
     * Finds the images, folders walked in order of name. Files in folders count when their names end
     * like an image's; files named one by one always do.
     *
     * @throws IllegalArgumentException if there is no such file or folder
     */
    static List<Target> find(List<String> arguments) throws IOException {
        List<Target> targets = new ArrayList<>();
        for (String argument : arguments) {
            if (URI.matcher(argument).matches()) {
                targets.add(new Target(argument, null, argument));
                continue;
            }
            Path path = Path.of(argument);
            if (Files.isDirectory(path)) {
                targets.addAll(walk(path));
            } else if (Files.isRegularFile(path)) {
                targets.add(target(path, path.toAbsolutePath().getFileName()));
            } else {
                throw new IllegalArgumentException(argument + ": no such file or folder");
            }
        }
        return targets;
    }

    /** The media type by the file's name; {@code image/*} where the name says nothing. */
    static String mediaType(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return MEDIA_TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "image/*");
    }

    private static List<Target> walk(Path folder) throws IOException {
        List<Target> targets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted().toList()) {
                boolean hidden = file.getFileName() != null
                        && file.getFileName().toString().startsWith(".");
                if (!hidden && !mediaType(file).equals("image/*") && Files.isRegularFile(file)) {
                    targets.add(target(file, folder.relativize(file)));
                }
            }
        }
        return targets;
    }

    private static Target target(Path file, @Nullable Path name) throws IOException {
        String text = String.valueOf(name).replace('\\', '/');
        return new Target(text, file, file.toRealPath().toUri().toString());
    }
}
