package io.sightline.cli;

import picocli.CommandLine.Command;

/** {@code sightline topics}. */
@Command(
        name = "topics",
        description = "Create and list the topics of the service.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TopicsCreateCommand.class, TopicsListCommand.class})
final class TopicsCommand {}
