package io.sightline.bench.contender;

import io.sightline.bench.load.Models;
import io.sightline.cnn.Backbone;
import io.sightline.engine.TensorFlowEngine;
import io.sightline.evaluation.Throughput;
import io.sightline.event.Json;
import io.sightline.model.Bundle;
import io.sightline.model.Precision;
import io.sightline.model.SavedModelClassifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What bfloat16 brings for a backbone: the same model, loaded in both precisions, runs the same batches in
 * turns. Writes its figures into {@value #FIGURES} and ends.
 */
public final class PrecisionLoop implements Contender {
    /** File in the job's folder. */
    public static final String FIGURES = "precision.json";

    /** Settings of the job: the backbone, by Keras' name. */
    public static final String BACKBONE = "precision.backbone";

    /** See {@link #BACKBONE}: how many turns. */
    public static final String ROUNDS = "precision.rounds";

    private static final int BATCH = 8;
    private static final double SECONDS = 1;

    /**
     * What was found, a figure for each round.
     *
     * @param float32 images a second
     * @param bfloat16 images a second
     */
    public record Figures(List<Double> float32, List<Double> bfloat16) {}

    @Override
    public void start(Job job) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        TensorFlowEngine.start(1); // each batch has a processor
        Bundle bundle = Models.write(job.work().resolve("model"), Backbone.named(job.word(BACKBONE, "mobilenet_v2")));
        List<Double> exact = new ArrayList<>();
        List<Double> coarse = new ArrayList<>();
        SavedModelClassifier float32 = SavedModelClassifier.load(bundle, Precision.FLOAT32);
        SavedModelClassifier bfloat16 = SavedModelClassifier.load(bundle, Precision.BFLOAT16);
        for (int round = 0; round < job.number(ROUNDS); round++) {
            exact.add(Throughput.measure(float32, BATCH, threads, SECONDS).imagesPerSecond());
            coarse.add(Throughput.measure(bfloat16, BATCH, threads, SECONDS).imagesPerSecond());
        }
        Json.mapper().writeValue(job.work().resolve(FIGURES).toFile(), new Figures(exact, coarse));
        Runtime.getRuntime().halt(0);
    }
}
