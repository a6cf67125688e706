package io.sightline.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sightline completion}. */
@Command(
        name = "completion",
        description = {
            "Print a completion script for bash, and for zsh after bashcompinit.",
            "In the shell: source <(sightline completion)"
        })
final class CompletionCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        root.getOut().print(AutoComplete.bash(spec.root().name(), root));
        root.getOut().flush();
        return ExitCode.OK;
    }
}
