package io.sightline.cli.cluster;

import picocli.CommandLine.Command;

/** {@code sightline dead-letters}. */
@Command(
        name = "dead-letters",
        description = "Look at what could not be classified or learned from, and send it again.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DeadLettersListCommand.class, DeadLettersRedriveCommand.class})
public final class DeadLettersCommand {}
