package io.sightline.cli;

import io.sightline.cli.cluster.BrokerCommand;
import io.sightline.cli.cluster.DeadLettersCommand;
import io.sightline.cli.cluster.DemoCommand;
import io.sightline.cli.cluster.FeedbackCommand;
import io.sightline.cli.cluster.ImagesCommand;
import io.sightline.cli.cluster.PredictionsCommand;
import io.sightline.cli.cluster.ServeCommand;
import io.sightline.cli.cluster.SettingsCommand;
import io.sightline.cli.cluster.TopicsCommand;
import io.sightline.cli.learning.ExamplesCommand;
import io.sightline.cli.registry.ModelsCommand;
import io.sightline.cli.training.AugmentCommand;
import io.sightline.cli.training.CompareCommand;
import io.sightline.cli.training.DatasetCommand;
import io.sightline.cli.training.EvaluateCommand;
import io.sightline.cli.training.ImageNetCommand;
import io.sightline.cli.training.MeasureCommand;
import io.sightline.cli.training.PredictCommand;
import io.sightline.cli.training.StarterBackboneCommand;
import io.sightline.cli.training.SummaryCommand;
import io.sightline.cli.training.TrainCommand;
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
            FeedbackCommand.class,
            DeadLettersCommand.class,
            ModelsCommand.class,
            ExamplesCommand.class,
            DatasetCommand.class,
            TrainCommand.class,
            ImageNetCommand.class,
            EvaluateCommand.class,
            CompareCommand.class,
            PredictCommand.class,
            SummaryCommand.class,
            AugmentCommand.class,
            SettingsCommand.class,
            BenchCommand.class,
            CompletionCommand.class,
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
