package io.sightline.bench.contender;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightline.config.Settings;
import io.sightline.engine.TensorFlowEngine;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageFetcher;
import io.sightline.image.ImageLimits;
import io.sightline.image.Pixels;
import io.sightline.metrics.Metrics;
import io.sightline.model.Classifier;
import io.sightline.model.LiveModel;
import io.sightline.model.ModelInfo;
import io.sightline.pipeline.BatchSettings;
import io.sightline.pipeline.ImagePipeline;
import io.sightline.pipeline.PipelineSettings;
import io.sightline.stream.classify.ClassifyStreams;
import java.util.Collections;
import java.util.List;

/**
 * Sightline's topology and pipeline with a model that answers at once: what all but inference costs. With
 * pictures of a few pixels inside the records it is what Kafka costs.
 */
public final class NoOpModel implements Contender {
    /** Setting of the job: height and width of the model's pictures. */
    public static final String SIDE = "noop.side";

    @Override
    public void start(Job job) {
        Settings settings = SightlineService.settings(job, "state");
        BatchSettings batches = BatchSettings.from(settings);
        TensorFlowEngine.start(batches.operationThreads());
        ImageLimits limits = ImageLimits.from(settings);
        Metrics metrics = new Metrics(new PrometheusRegistry());
        ImagePipeline pipeline = new ImagePipeline(
                new ImageFetcher(limits),
                new ImageDecoder(limits),
                new LiveModel(new AtOnce(job.number(SIDE))),
                batches,
                PipelineSettings.from(settings),
                metrics);
        ClassifyStreams.create(
                        settings, pipeline, metrics, () -> Runtime.getRuntime().halt(1))
                .start();
    }

    private static final class AtOnce implements Classifier {
        private static final float[] ANSWER = {0.7f, 0.1f, 0.1f, 0.1f};

        private final ModelInfo info;

        AtOnce(int side) {
            this.info = new ModelInfo("no-op", "1", List.of("ok", "scratch", "dent", "stain"), side, side, true);
        }

        @Override
        public ModelInfo info() {
            return info;
        }

        @Override
        public List<float[]> classify(List<Pixels> pictures) {
            return Collections.nCopies(pictures.size(), ANSWER);
        }

        @Override
        public void close() {
            // there is nothing to close
        }
    }
}
