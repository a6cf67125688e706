package io.sightline.cli;

import picocli.CommandLine.Command;

/** {@code sightline images}. */
@Command(
        name = "images",
        description = "Send images to be classified.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ImagesSendCommand.class})
final class ImagesCommand {}
