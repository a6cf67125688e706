package io.sightline.service;

import io.sightline.config.Settings;
import io.sightline.engine.ProcessorFeatures;
import io.sightline.evaluation.Throughput;
import io.sightline.model.Bundle;
import io.sightline.model.ModelException;
import io.sightline.model.Precision;
import io.sightline.model.PrecisionFigures;
import io.sightline.model.ServingModel;
import io.sightline.pipeline.BatchSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what numbers a model computes with, by the setting {@code engine.precision}. With {@code auto}
 * that is bfloat16 only for a model whose bundle shows that this changes next to nothing, and only where it is
 * faster here.
 *
 * <p>Threading notes: one thread loads at a time; any may ask for what was decided.
 */
final class PrecisionChoice {
    private static final String AUTO = "auto";

    /** Less is not worth a change of any probability. */
    private static final double LEAST_GAIN = 1.1;

    private static final int ROUNDS = 3;
    private static final double ROUND_SECONDS = 0.1;
    private static final String NO_INSTRUCTIONS = "the processor has no instructions for bfloat16";
    private static final String NO_FIGURES =
            "the bundle does not say what bfloat16 changes; `sightline evaluate --model"
                    + " DIR --data DIR --split test --precision` writes that into it, and `sightline models publish` brings it into the"
                    + " registry";

    private static final Logger logger = LoggerFactory.getLogger(PrecisionChoice.class);

    private final String setting;
    private final boolean possible;
    private final ToDoubleBiFunction<ServingModel, BatchSettings> speed;
    private boolean faster;
    private volatile @Nullable Choice last;

    /**
     * What was decided, and why.
     *
     * @param precision as settings name it
     */
    record Choice(String precision, String reason) {}

    PrecisionChoice(Settings settings) {
        this(
                settings.getString(Settings.ENGINE_PRECISION),
                ProcessorFeatures.bfloat16(),
                PrecisionChoice::imagesPerSecond);
    }

    /**
     * Decides by given figures.
     *
     * @param possible whether the processor has bfloat16
     * @param speed measures a model's, in images/s
     */
    PrecisionChoice(String setting, boolean possible, ToDoubleBiFunction<ServingModel, BatchSettings> speed) {
        this.setting = setting;
        this.possible = possible;
        this.speed = speed;
    }

    /** What was decided last, in the words of {@code /info}; null before a model was loaded. */
    @Nullable
    Choice last() {
        return last;
    }

    /** Whether a bundle may use what another model has loaded in a precision. */
    boolean allows(Precision precision, Bundle bundle) {
        return precision == Precision.FLOAT32
                || setting.equals(Precision.BFLOAT16.id())
                || objection(bundle).isEmpty();
    }

    /** Takes note that a bundle shares what is loaded for another. */
    void shared(Bundle bundle, Precision precision) {
        decide(bundle, precision, "it shares the backbone that is loaded");
    }

    /**
     * Loads a bundle, in the precision that is best for it, and runs it once in every size.
     *
     * @param first whether nothing is served yet: beside a model that is, speeds cannot be compared, and what was
     *     faster for the first is taken
     */
    ServingModel load(Bundle bundle, BatchSettings batches, boolean first) {
        if (!setting.equals(AUTO)) {
            Precision fixed = Precision.valueOf(setting.toUpperCase(Locale.ROOT));
            String doubt = fixed == Precision.BFLOAT16 && !possible ? "; " + NO_INSTRUCTIONS : "";
            decide(bundle, fixed, "engine.precision=" + setting + doubt);
            return warm(bundle, fixed, batches);
        }
        Optional<String> objection = objection(bundle);
        if (objection.isPresent()) {
            decide(bundle, Precision.FLOAT32, objection.get());
            return warm(bundle, Precision.FLOAT32, batches);
        }
        if (!first) {
            Precision precision = faster ? Precision.BFLOAT16 : Precision.FLOAT32;
            decide(
                    bundle,
                    precision,
                    faster ? "it was faster here at the start" : "bfloat16 was not found faster at the start");
            return warm(bundle, precision, batches);
        }
        return faster(bundle, batches);
    }

    private ServingModel faster(Bundle bundle, BatchSettings batches) {
        List<ServingModel> open = new ArrayList<>();
        try {
            open.add(warm(bundle, Precision.FLOAT32, batches));
            open.add(warm(bundle, Precision.BFLOAT16, batches));
            double gain = gain(open.get(0), open.get(1), batches);
            faster = gain >= LEAST_GAIN;
            ServingModel chosen = open.remove(faster ? 1 : 0);
            decide(
                    bundle,
                    chosen.precision(),
                    String.format(
                            Locale.ROOT,
                            "bfloat16 is %.2f times as fast as float32 here; %s",
                            gain,
                            PrecisionFigures.of(bundle).orElseThrow().text()));
            return chosen;
        } finally {
            open.forEach(ServingModel::close);
        }
    }

    /** The middle of a few rounds in turns, as the machine may do other things meanwhile. */
    private double gain(ServingModel exact, ServingModel coarse, BatchSettings batches) {
        double[] gains = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double before = speed.applyAsDouble(exact, batches);
            gains[round] = speed.applyAsDouble(coarse, batches) / before;
        }
        Arrays.sort(gains);
        return gains[ROUNDS / 2];
    }

    private static double imagesPerSecond(ServingModel model, BatchSettings batches) {
        return Throughput.measure(model, batches.maxSize(), batches.threads(), ROUND_SECONDS)
                .imagesPerSecond();
    }

    private static ServingModel warm(Bundle bundle, Precision precision, BatchSettings batches) {
        ServingModel model = ServingModel.load(bundle, precision);
        try {
            model.warmUp(batches.ladder());
            return model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    private Optional<String> objection(Bundle bundle) {
        if (!possible) {
            return Optional.of(NO_INSTRUCTIONS);
        }
        try {
            return PrecisionFigures.of(bundle).map(PrecisionFigures::objection).orElse(Optional.of(NO_FIGURES));
        } catch (ModelException e) { // a note that is damaged is no reason not to serve
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void decide(Bundle bundle, Precision precision, String reason) {
        last = new Choice(precision.id(), reason);
        logger.info(
                "Model {} version {} computes with {}: {}",
                bundle.manifest().name(),
                bundle.manifest().version(),
                precision.id(),
                reason);
    }
}
