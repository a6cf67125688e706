package io.sightline.cli;

import picocli.CommandLine.Command;

/** {@code sightline dataset}. */
@Command(
        name = "dataset",
        description = "Prepare data sets to train on.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CatsVsDogsCommand.class)
final class DatasetCommand {}
