package io.sightline.cli;

import picocli.CommandLine.Command;

/** {@code sightline predictions}. */
@Command(
        name = "predictions",
        description = "Look at predictions.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PredictionsTailCommand.class})
final class PredictionsCommand {}
