package io.sightline.cli.learning;

import picocli.CommandLine.Command;

/** {@code sightline examples}. */
@Command(
        name = "examples",
        description = "Look at the labelled pictures in the cluster, and take them out.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ExamplesListCommand.class, ExamplesExportCommand.class})
public final class ExamplesCommand {}
