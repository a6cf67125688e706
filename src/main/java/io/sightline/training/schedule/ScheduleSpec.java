package io.sightline.training.schedule;

import io.sightline.config.OptionString;

/**
 * A schedule as it is written on the command line: a kind, and options after commas. What else it needs
 * to know of the training, {@link #schedule} is given.
 *
 * <ul>
 *   <li>{@code constant}
 *   <li>{@code cosine,warmup=0,alpha=0}: the share of all steps in which the rate rises, 0 to below 1;
 *       the last rate as a share of the highest
 *   <li>{@code exponential,rate=0.9,every=1,staircase=false}: what the rate is multiplied with, every
 *       how many epochs, and whether at once
 *   <li>{@code plateau,factor=0.5,patience=3,min-delta=0.0001,cooldown=0,min=0}: Keras' {@code
 *       ReduceLROnPlateau}, in epochs, less patient and gentler than Keras' defaults (10 and 0.1), as a
 *       transfer learning has some tens of epochs
 * </ul>
 */
public final class ScheduleSpec {
    /** The same learning rate throughout. */
    public static final ScheduleSpec CONSTANT = parse("constant");

    private static final String KINDS = "constant, cosine, exponential, plateau";

    private final String text;
    private final Factory factory;

    @FunctionalInterface
    private interface Factory {
        LearningRateSchedule create(float learningRate, long stepsPerEpoch, int epochs);
    }

    private ScheduleSpec(String text, Factory factory) {
        this.text = text;
        this.factory = factory;
        schedule(1e-3f, 1, 1); // what is wrong is found here, not when the data is read
    }

    /**
     * Reads a schedule.
     *
     * @throws IllegalArgumentException naming the part that is wrong and what there is
     */
    public static ScheduleSpec parse(String text) {
        OptionString options = OptionString.parse("schedule", text);
        String kind = options.names().get(0);
        return new ScheduleSpec(
                text,
                switch (kind) {
                    case "constant" -> constant(options);
                    case "cosine" -> cosine(options);
                    case "exponential" -> exponential(options);
                    case "plateau" -> plateau(options);
                    default -> throw options.wrong("none is named " + kind + "; there are " + KINDS);
                });
    }

    /**
     * Makes the schedule of one phase of a training.
     *
     * @param learningRate the highest, which most schedules begin with
     * @param stepsPerEpoch batches in an epoch, at least 1
     * @param epochs of the phase, at least 1
     */
    public LearningRateSchedule schedule(float learningRate, long stepsPerEpoch, int epochs) {
        return factory.create(learningRate, stepsPerEpoch, epochs);
    }

    /** As it was written; reading it gives the same schedule. */
    @Override
    public String toString() {
        return text;
    }

    private static Factory constant(OptionString options) {
        options.allow("constant");
        return (learningRate, stepsPerEpoch, epochs) -> new Constant(learningRate);
    }

    private static Factory cosine(OptionString options) {
        options.allow("cosine", "warmup", "alpha");
        double warmUp = options.number("warmup", 0, 0, Math.nextDown(1.0), "from 0 to below 1, a share of all steps");
        double alpha = options.number("alpha", 0, 0, 1, "from 0 to 1, a share of the learning rate");
        return (learningRate, stepsPerEpoch, epochs) -> {
            long steps = stepsPerEpoch * epochs;
            long rise = Math.round(steps * warmUp);
            return new CosineDecay(learningRate, rise, Math.max(1, steps - rise), alpha);
        };
    }

    private static Factory exponential(OptionString options) {
        options.allow("exponential", "rate", "every", "staircase");
        double rate = options.number("rate", 0.9, Double.MIN_VALUE, 1, "over 0 and at most 1");
        double every = options.number("every", 1, Double.MIN_VALUE, 1e6, "over 0, in epochs");
        boolean staircase = options.flag("staircase");
        return (learningRate, stepsPerEpoch, epochs) ->
                new ExponentialDecay(learningRate, rate, Math.max(1, Math.round(every * stepsPerEpoch)), staircase);
    }

    private static Factory plateau(OptionString options) {
        options.allow("plateau", "factor", "patience", "min-delta", "cooldown", "min");
        ReduceOnPlateau.Settings settings = new ReduceOnPlateau.Settings(
                options.number("factor", 0.5, Double.MIN_VALUE, Math.nextDown(1.0), "over 0 and below 1"),
                options.whole("patience", 3, 1, 100_000, "a number of epochs, at least 1"),
                options.number("min-delta", 1e-4, 0, Double.MAX_VALUE, "at least 0"),
                options.whole("cooldown", 0, 0, 100_000, "a number of epochs, at least 0"),
                (float) options.number("min", 0, 0, 1, "from 0 to 1, a learning rate"));
        return (learningRate, stepsPerEpoch, epochs) -> new ReduceOnPlateau(learningRate, settings);
    }
}
