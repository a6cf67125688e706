package io.sightline.cli.cluster;

import picocli.CommandLine.Command;

/** {@code sightline images}. */
@Command(
        name = "images",
        description = "Send images to be classified.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ImagesSendCommand.class})
public final class ImagesCommand {}
