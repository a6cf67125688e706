package io.sightline.cli;

import picocli.CommandLine.Command;

/** {@code sightline dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Look at images that could not be classified.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DeadLettersListCommand.class})
final class DeadLettersCommand {}
