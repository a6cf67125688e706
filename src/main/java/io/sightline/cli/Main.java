package io.sightline.cli;

import picocli.CommandLine;

/** Entry point: runs one command and ends the process with its exit code. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SightlineCommand())
                .setExecutionExceptionHandler(new FailureReport())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }
}
