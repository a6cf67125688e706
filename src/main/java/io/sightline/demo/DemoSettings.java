package io.sightline.demo;

import io.sightline.config.LearningSettings;
import io.sightline.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the demo sets; everything else is at its default. */
final class DemoSettings {
    private static final String PARTITIONS = "4";

    private DemoSettings() {}

    /**
     * Settings for the service of a demo.
     *
     * @param model the bundle to begin with
     * @param roots where the pictures are
     * @param labels how many pictures reviewers will label; 0 if none
     */
    static Settings of(DemoOptions options, String bootstrapServers, Path model, List<Path> roots, int labels) {
        Map<String, String> values = new TreeMap<>();
        values.put(Settings.BOOTSTRAP_SERVERS, bootstrapServers);
        values.put(Settings.TOPIC_PARTITIONS, PARTITIONS);
        values.put(Settings.STATE_DIR, options.work().resolve("state").toString());
        values.put(Settings.MODEL_DIR, model.toString());
        values.put(
                Settings.IMAGE_FILE_ROOTS,
                roots.stream().map(root -> root.toString().replace(",", "%2C")).collect(Collectors.joining(",")));
        values.put(Settings.HTTP_PORT, Integer.toString(options.httpPort()));
        if (labels > 0) {
            // all of the story's labels, so that it is the same story each time
            values.put(LearningSettings.TRIGGER_EXAMPLES, Integer.toString(labels));
            values.put(LearningSettings.GATE_MAX_CLASS_DROP, "0.1"); // a class has some twenty held-out pictures
        }
        return new Settings(values);
    }
}
