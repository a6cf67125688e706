package io.sightline.cli.training;

import picocli.CommandLine.Command;

/** {@code sightline dataset}. */
@Command(
        name = "dataset",
        description = "Prepare data sets to train on.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CatsVsDogsCommand.class)
public final class DatasetCommand {}
