package io.sightline.cli.cluster;

import picocli.CommandLine.Command;

/** {@code sightline dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Look at images that could not be classified.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DeadLettersListCommand.class})
public final class DeadLettersCommand {}
