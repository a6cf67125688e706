package io.sightline.cli;

import io.sightline.config.LogSettings;
import org.apache.kafka.common.config.ConfigException;
import picocli.CommandLine;

/** Entry point: runs one command and ends the process with its exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        try {
            LogSettings.apply(System.getenv());
        } catch (ConfigException e) {
            System.err.println("sightline: " + e.getMessage());
            System.exit(CommandLine.ExitCode.USAGE);
        }
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SightlineCommand())
                .setExecutionExceptionHandler(new FailureReport())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
