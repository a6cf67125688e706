package io.sightline.cli.cluster;

import picocli.CommandLine.Command;

/** {@code sightline topics}. */
@Command(
        name = "topics",
        description = "Create and list the topics of the service.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TopicsCreateCommand.class, TopicsListCommand.class})
public final class TopicsCommand {}
