package io.sightline.bench.contender;

import io.sightline.config.Settings;
import io.sightline.service.ClassifierService;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sightline as users run it, one instance or several that share the work. The job's settings are Sightline's own; where they say nothing, its defaults
 * hold, but that it classifies only, serves the model of a folder, and may be silent for longer before its group puts it out.
 */
public final class SightlineService implements Contender {
    @Override
    public void start(Job job) {
        int instances = Integer.parseInt(job.word(Job.INSTANCES, "1"));
        for (int instance = 0; instance < instances; instance++) {
            ClassifierService service = ClassifierService.start(settings(job, "state-" + instance));
            new LoopThread("service-" + instance, () -> endWith(service)).start();
        }
    }

    /** Where one of two stopped the other would do its work, and be measured as two. */
    private static void endWith(ClassifierService service) {
        try {
            service.awaitStop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("an instance has stopped: " + service.failure());
    }

    /** @param state name of the folder for its state, which no two instances share */
    static Settings settings(Job job, String state) {
        Map<String, String> values = new TreeMap<>();
        values.put(Settings.BOOTSTRAP_SERVERS, job.bootstrapServers());
        values.put(Settings.APPLICATION_ID, job.prefix() + "sightline");
        values.put(Settings.TOPIC_PREFIX, job.prefix());
        values.put(Settings.TOPIC_PARTITIONS, String.valueOf(job.partitions()));
        values.put(Settings.STATE_DIR, job.work().resolve(state).toString());
        values.put(Settings.MODEL_DIR, job.model().toString());
        values.put(
                Settings.IMAGE_FILE_ROOTS,
                job.pictures().stream()
                        .map(Path::getParent)
                        .distinct()
                        .map(folder -> folder.toString().replace(",", "%2C"))
                        .collect(Collectors.joining(",")));
        values.put(Settings.HTTP_PORT, "0");
        values.put(Settings.ROLES, "classify");
        values.put(Settings.MODEL_REGISTRY, "false");
        // While others are measured its process is stopped, for longer than Sightline's 6 s: it would be put out of its
        // group. This is Kafka's default, which the other contenders have.
        values.put("kafka.consumer.session.timeout.ms", "45000");
        values.putAll(job.settings());
        values.remove(Job.OPERATION_THREADS);
        values.remove(Job.INSTANCES);
        return new Settings(values);
    }
}
