package io.sightline.bench;

import io.sightline.cli.common.Quiet;
import picocli.CommandLine;

/** Entry point of {@code sightline bench}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Quiet.service();
        System.exit(new CommandLine(new BenchCommand()).execute(arguments));
    }
}
