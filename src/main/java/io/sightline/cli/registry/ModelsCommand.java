package io.sightline.cli.registry;

import picocli.CommandLine.Command;

/** {@code sightline models}. */
@Command(
        name = "models",
        description = "Look at and change the models in the cluster: versions, which one is served, who changed what.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ModelsListCommand.class,
            ModelsShowCommand.class,
            ModelsPublishCommand.class,
            ModelsPromoteCommand.class,
            ModelsRollbackCommand.class,
            ModelsExportCommand.class,
            ModelsTrainNowCommand.class,
            ModelsEventsCommand.class
        })
public final class ModelsCommand {}
