package io.sightline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/**
 * Stands for the benchmark, which is no part of the program: the launcher of a checkout builds and starts
 * it before this is reached.
 */
@Command(
        name = "bench",
        description = {
            "Measure Sightline beside the bare engine and other libraries, on this machine.",
            "Only in a checkout of the sources: ./sightline bench --help"
        })
final class BenchCommand implements Callable<Integer> {
    @Unmatched
    List<String> arguments = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getErr()
                .println("the benchmark is not in this archive; run ./sightline bench in a checkout of the sources");
        return ExitCode.SOFTWARE;
    }
}
