package io.sightline.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root of the command line; every command is registered here. */
@Command(
        name = "sightline",
        description = "Kafka streaming image classification: image references in, predictions out, exactly once.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = VersionProvider.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed", "2:wrong usage"},
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            BrokerCommand.class,
            TopicsCommand.class,
            ImagesCommand.class,
            PredictionsCommand.class,
            DeadLettersCommand.class,
            DatasetCommand.class,
            TrainCommand.class,
            ImageNetCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            PredictCommand.class,
            SummaryCommand.class,
            AugmentCommand.class,
            SettingsCommand.class,
            StarterBackboneCommand.class,
            MeasureCommand.class,
            WarmUpCommand.class
        })
final class SightlineCommand {
    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Show the whole stack trace when a command fails.")
    boolean verbose;
}
