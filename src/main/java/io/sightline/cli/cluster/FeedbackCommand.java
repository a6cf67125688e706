package io.sightline.cli.cluster;

import picocli.CommandLine.Command;

/** {@code sightline feedback}. */
@Command(
        name = "feedback",
        description = "Label images, for the service to learn from.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {FeedbackSendCommand.class})
public final class FeedbackCommand {}
