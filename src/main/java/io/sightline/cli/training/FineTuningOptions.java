package io.sightline.cli.training;

import io.sightline.cnn.Backbone;
import io.sightline.training.FineTuning;
import io.sightline.training.Strategy;
import io.sightline.training.fit.FitSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say whether and how the backbone is trained too. */
final class FineTuningOptions {
    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            defaultValue = "feature-extraction",
            converter = StrategyConverter.class,
            completionCandidates = StrategyConverter.Names.class,
            description = "How to train: ${COMPLETION-CANDIDATES}. With feature-extraction the backbone stays as it is"
                    + " and a new head is trained; with fine-tuning its upper layers are trained afterwards."
                    + " Default: ${DEFAULT-VALUE}.")
    Strategy strategy = Strategy.FEATURE_EXTRACTION;

    @Option(
            names = "--unfreeze-from",
            paramLabel = "LAYER",
            description = "Fine-tuning: the first layer to train, by its name or its block's (see `summary`), or a"
                    + " number of layers from the top. Default: the last stage of the backbone (block5, conv5_block1,"
                    + " mixed8 or block_14).")
    @Nullable
    String unfreezeFrom;

    @Option(
            names = "--fine-tuning-epochs",
            paramLabel = "N",
            description = "Fine-tuning: further passes over the training pictures. Default: " + FineTuning.EPOCHS + ".")
    @Nullable
    Integer epochs;

    @Option(
            names = "--fine-tuning-learning-rate",
            paramLabel = "F",
            description = "Fine-tuning: learning rate of Adam, which should be very low. Default: 0.00003.")
    @Nullable
    Float learningRate;

    /**
     * What fine-tuning is asked for, if any.
     *
     * @throws IllegalArgumentException if an option is out of range or makes no sense with the strategy
     */
    @Nullable
    FineTuning settings(Backbone backbone, FitOptions fit) {
        if (strategy == Strategy.FINE_TUNING) {
            FineTuning defaults = FineTuning.defaults(backbone, fit.settings());
            FitSettings usual = defaults.fit();
            return new FineTuning(
                    unfreezeFrom == null ? defaults.unfreezeFrom() : unfreezeFrom,
                    usual.with(
                                    epochs == null ? usual.epochs() : epochs,
                                    learningRate == null ? usual.learningRate() : learningRate,
                                    usual.seed())
                            .with(fit.schedule == null ? usual.schedule() : fit.schedule));
        }
        if (unfreezeFrom != null || epochs != null || learningRate != null) {
            throw new IllegalArgumentException("--unfreeze-from, --fine-tuning-epochs and --fine-tuning-learning-rate"
                    + " are for --strategy fine-tuning");
        }
        return null;
    }
}
