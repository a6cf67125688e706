package io.sightline.cli.cluster;

import picocli.CommandLine.Command;

/** {@code sightline predictions}. */
@Command(
        name = "predictions",
        description = "Look at predictions.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PredictionsTailCommand.class})
public final class PredictionsCommand {}
