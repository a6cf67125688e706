package io.sightline.bench.measure;

import io.sightline.bench.contender.Job;
import io.sightline.bench.load.RunTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.io.FileUtils;

/**
 * What runs have in common: a broker, a model, pictures. Gives each run topics, a folder of its own and a log that
 * stays.
 *
 * @param broker that all connect to
 * @param model folder of the bundle
 * @param pictures that events may name
 * @param folder for the runs' folders, which are deleted when they end
 * @param logs folder for what they have logged, each in a file under its name and a number
 */
public record Stage(BrokerProcess broker, Path model, List<Path> pictures, Path folder, Path logs) {
    public Stage {
        pictures = List.copyOf(pictures);
    }

    /** A run's topics and job. */
    record Run(RunTopics topics, Job job, Path log) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            topics.close();
            FileUtils.deleteDirectory(job.work().toFile());
        }
    }

    Run open(Spec spec, int partitions) throws IOException {
        Files.createDirectories(folder);
        Path work = Files.createTempDirectory(folder, "run-");
        String prefix = work.getFileName() + ".";
        String bootstrapServers = broker.bootstrapServers();
        RunTopics topics = RunTopics.create(bootstrapServers, prefix, partitions);
        Job job = new Job(bootstrapServers, prefix, partitions, model, pictures, work, spec.settings());
        return new Run(topics, job, logOf(spec.name()));
    }

    /** Takes the first number that is free. */
    private Path logOf(String name) throws IOException {
        Files.createDirectories(logs);
        String words = name.replaceAll("[^A-Za-z0-9]+", "-");
        for (int number = 1; ; number++) {
            Path log = logs.resolve(words + "-" + number + ".log");
            if (!Files.exists(log)) {
                return Files.createFile(log);
            }
        }
    }

    /** Another place for the pictures of a run. */
    public Stage withPictures(List<Path> other) {
        return new Stage(broker, model, other, folder, logs);
    }
}
