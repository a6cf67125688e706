package io.sightline.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightline.event.ImageEvent;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageFetcher;
import io.sightline.image.ImageLimits;
import io.sightline.image.Pixels;
import io.sightline.metrics.Metrics;
import io.sightline.model.Classifier;
import io.sightline.model.LiveModel;
import io.sightline.model.ModelInfo;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a partition that is taken away leaves behind in the pipeline. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ImagePipelineTest {
    private static final Duration WAIT = Duration.ofMinutes(1);

    private final Semaphore runs = new Semaphore(0);
    private final AtomicInteger classified = new AtomicInteger();

    @Test
    void imagesNobodyWaitsForAnyMoreAreNotClassified() throws Exception {
        Metrics metrics = new Metrics(new PrometheusRegistry());
        try (ImageFetcher fetcher = new ImageFetcher(ImageLimits.defaults());
                ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
                LiveModel model = new LiveModel(new HeldModel());
                ImagePipeline pipeline = new ImagePipeline(
                        fetcher,
                        decoder,
                        model,
                        new BatchSettings(1, Duration.ZERO, 1, false),
                        new PipelineSettings(8, 1, 1, WAIT),
                        metrics)) {
            try {
                CompletableFuture<Classified> running = pipeline.submit(image("running"), WAIT);
                Awaitility.await().until(runs::hasQueuedThreads);
                CompletableFuture<Classified> revoked = pipeline.submit(image("revoked"), WAIT);
                CompletableFuture<Classified> last = pipeline.submit(image("last"), WAIT);
                revoked.cancel(false);
                runs.release(2);

                running.get(1, TimeUnit.MINUTES);
                last.get(1, TimeUnit.MINUTES);
                assertThat(classified).hasValue(2);
            } finally {
                runs.release(100);
            }
        }
    }

    private static ImageEvent image(String id) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", png);
        return new ImageEvent(id, null, png.toByteArray(), Instant.EPOCH, null, null);
    }

    /** Runs once for each permit. */
    private final class HeldModel implements Classifier {
        @Override
        public ModelInfo info() {
            return new ModelInfo("held", "1", List.of("only"), 2, 2, false);
        }

        @Override
        public List<float[]> classify(List<Pixels> pictures) {
            runs.acquireUninterruptibly();
            classified.addAndGet(pictures.size());
            return pictures.stream().map(picture -> new float[] {1}).toList();
        }

        @Override
        public void close() {
            // holds nothing
        }
    }
}
