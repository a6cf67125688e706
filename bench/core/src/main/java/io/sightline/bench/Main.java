package io.sightline.bench;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.sightline.cli.common.Quiet;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/** Entry point of {@code sightline bench}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Quiet.service();
        if (LoggerFactory.getLogger("org.apache.kafka.clients.admin") instanceof Logger admin) {
            admin.setLevel(Level.OFF); // tells of each topic that is not there yet
        }
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }
}
