package io.sightline.cli.training;

import io.sightline.training.fit.FitSettings;
import io.sightline.training.fit.OptimizerSettings;
import io.sightline.training.schedule.ScheduleSpec;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a head is trained. */
final class FitOptions {
    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "20",
            description = "Passes over the training pictures; the best by validation is kept. Default:"
                    + " ${DEFAULT-VALUE}.")
    int epochs;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            description = "Pictures in a training step. Default: ${DEFAULT-VALUE}.")
    int batchSize;

    @Option(
            names = "--learning-rate",
            paramLabel = "F",
            defaultValue = "0.001",
            description = "Learning rate of Adam. Default: ${DEFAULT-VALUE}.")
    float learningRate;

    @Option(
            names = "--schedule",
            paramLabel = "SPEC",
            converter = ScheduleConverter.class,
            description = "How the learning rate goes on: constant, cosine[,warmup=0.1][,alpha=0.01],"
                    + " exponential[,rate=0.9][,every=1][,staircase], plateau[,factor=0.5][,patience=3]."
                    + " Default: constant; for fine-tuning, cosine,warmup=0.1.")
    @Nullable
    ScheduleSpec schedule;

    @Option(
            names = "--early-stopping",
            paramLabel = "N",
            defaultValue = "0",
            description = "End after so many epochs without a lower validation loss; 0 for never. Default:"
                    + " ${DEFAULT-VALUE}.")
    int earlyStopping;

    @Option(
            names = "--dropout",
            paramLabel = "F",
            defaultValue = "0.5",
            description = "Share of the features left out in each step. Default: ${DEFAULT-VALUE}.")
    float dropout;

    @Option(
            names = "--weight-decay",
            paramLabel = "F",
            defaultValue = "0",
            description = "Share of each kernel that a step takes away, times the learning rate (AdamW). Default:"
                    + " ${DEFAULT-VALUE}.")
    float weightDecay;

    @Option(
            names = "--clip-norm",
            paramLabel = "F",
            defaultValue = "0",
            description = "Scale gradients down to this norm of all of them together; 0 for no limit. Default:"
                    + " ${DEFAULT-VALUE}.")
    float clipNorm;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random. Default: ${DEFAULT-VALUE}.")
    long seed;

    @Option(names = "--balance-classes", description = "Let pictures of rare classes weigh more (class weights).")
    boolean balanceClasses;

    /** @throws IllegalArgumentException if an option is out of range */
    FitSettings settings() {
        return new FitSettings(
                epochs,
                batchSize,
                learningRate,
                schedule == null ? ScheduleSpec.CONSTANT : schedule,
                earlyStopping,
                new OptimizerSettings(weightDecay, clipNorm),
                dropout,
                seed,
                balanceClasses);
    }
}
