package io.sightline.cli;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;

/** The commands of the documents that no test runs as they stand there, each with the reason. */
final class NotRun {
    private static final Map<String, String> REASONS = Map.ofEntries(
            entry("./mvnw", "builds and tests the project itself; CI runs verify"),
            entry("./sightline COMMAND", "stands for any command"),
            entry("./sightline demo", "takes minutes, its pictures are the user's; DemoIT runs it, and CI --once"),
            entry("./sightline bench", "takes ten minutes to hours"),
            entry(
                    "./sightline evaluate --model models/cats-dogs --data photos --split test --precision",
                    "needs a processor with bfloat16; ModelCommandsTest runs it where there is one"),
            entry(
                    "./sightline serve --model models/cats-dogs --set engine.precision=auto",
                    "serves the model of the line before; PrecisionChoiceTest loads models with auto"),
            entry("./sightline starter-backbone", "trains for hours; StarterTrainingIT does the same, smaller"),
            entry(
                    "./sightline compare --data photos --backbones mobilenet_v2@0.35,mobilenet_v2,resnet50",
                    "needs published weights, a download of 100 MB; CompareCommandTest has weights of its own"),
            entry("tar xzf sightline-", "needs the archive; DistributionIT unpacks it"),
            entry("bin/sightline", "needs the archive; DistributionIT trains and predicts with it"),
            entry(". bin/sightline-completion.bash", "needs the archive; DistributionIT completes words with it"),
            entry("cd target/sightline", "goes before the measurements"),
            entry("java -Xmx1g -cp", "a measurement that takes minutes"),
            entry("kafka-acls.sh", "needs a cluster with users; SecureClusterIT grants the same list of rights"),
            entry("docker", "needs a Docker engine; DockerFilesTest holds the files to settings and archive"));

    private NotRun() {}

    /** Why no test runs it; empty for one that a test must run. */
    static Optional<String> reason(DocumentedCommand command) {
        return REASONS.entrySet().stream()
                .filter(entry -> command.line().startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** How the commands begin. */
    static Iterable<String> beginnings() {
        return REASONS.keySet();
    }
}
