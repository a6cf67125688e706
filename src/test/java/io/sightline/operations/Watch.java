package io.sightline.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.fixtures.Prometheus;
import io.sightline.service.ClassifierService;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real Prometheus that looks at a service. */
final class Watch {
    private Watch() {}

    /** Starts one with the files that are in {@code config}, looking at this service, and more often. */
    static Prometheus over(ClassifierService service, Path folder) throws Exception {
        String text = Files.readString(Path.of("config/prometheus.yml"));
        String changed = text.replaceAll(
                        "targets: .*",
                        "targets: [\"127.0.0.1:" + service.httpAddress().getPort() + "\"]")
                .replaceAll("_interval: 15s", "_interval: 1s");
        assertThat(changed).isNotEqualTo(text);
        Files.copy(Path.of("config/alerts.yml"), folder.resolve("alerts.yml"));
        return Prometheus.start(
                Files.writeString(folder.resolve("prometheus.yml"), changed),
                Files.createDirectories(folder.resolve("prometheus")));
    }
}
