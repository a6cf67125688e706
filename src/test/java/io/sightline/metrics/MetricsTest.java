package io.sightline.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sightline.metrics.Metrics.ClosedBy;
import io.sightline.metrics.Metrics.Stage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Prometheus would scrape. */
class MetricsTest {
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Metrics metrics = new Metrics(registry);

    @Test
    void countersStartAtZeroSoThatTheFirstEventIsARise() throws IOException {
        metrics.declareDeadLetterReasons(List.of("not-found"));

        assertThat(scrape())
                .contains(
                        "sightline_images_total{outcome=\"predicted\"} 0.0",
                        "sightline_images_total{outcome=\"dead_letter\"} 0.0",
                        "sightline_dead_letters_total{reason=\"not-found\"} 0.0",
                        "sightline_batches_total{closed_by=\"linger\"} 0.0",
                        "sightline_image_stage_seconds_count{stage=\"fetch\"} 0",
                        "sightline_images_in_flight 0.0");
    }

    @Test
    void whatHappensIsCounted() throws IOException {
        metrics.imagesInFlightChanged(3);
        metrics.imagesInFlightChanged(-2);
        metrics.predicted();
        metrics.deadLetter("too-large");
        metrics.stage(Stage.DECODE, 0.004);
        metrics.latency(0.03);
        metrics.latency(-5);
        metrics.batch(5, ClosedBy.LINGER);

        assertThat(scrape())
                .contains(
                        "sightline_images_in_flight 1.0",
                        "sightline_images_total{outcome=\"predicted\"} 1.0",
                        "sightline_images_total{outcome=\"dead_letter\"} 1.0",
                        "sightline_dead_letters_total{reason=\"too-large\"} 1.0",
                        "sightline_image_stage_seconds_bucket{stage=\"decode\",le=\"0.0025\"} 0",
                        "sightline_image_stage_seconds_bucket{stage=\"decode\",le=\"0.005\"} 1",
                        "sightline_image_latency_seconds_sum 0.03",
                        "sightline_batch_size_bucket{le=\"4.0\"} 0",
                        "sightline_batch_size_bucket{le=\"8.0\"} 1",
                        "sightline_batches_total{closed_by=\"linger\"} 1.0");
    }

    @Test
    void oneModelIsServedAtATime() throws IOException {
        metrics.model("cats-vs-dogs", "1", 2.5);
        metrics.model("cats-vs-dogs", "2", 3.5);

        assertThat(scrape())
                .contains(
                        "sightline_model_info{model=\"cats-vs-dogs\",version=\"2\"} 1.0",
                        "sightline_model_load_seconds{model=\"cats-vs-dogs\",version=\"2\"} 3.5")
                .noneMatch(line -> line.contains("version=\"1\""));
    }

    @Test
    void learningIsSeenFromOutside() throws IOException {
        metrics.learning().example("rust", "train");
        metrics.learning().example("rust", "train");
        metrics.learning().ended("refused", 42);
        metrics.learning().compared(0.9, 0.95);

        assertThat(scrape())
                .contains(
                        "sightline_examples{label=\"rust\",split=\"train\"} 2.0",
                        "sightline_training_runs_total{result=\"refused\"} 1.0",
                        "sightline_training_runs_total{result=\"promoted\"} 0.0",
                        "sightline_training_seconds_bucket{le=\"30.0\"} 0",
                        "sightline_training_seconds_bucket{le=\"60.0\"} 1",
                        "sightline_model_accuracy{role=\"challenger\",split=\"test\"} 0.95",
                        "sightline_feedback_agreement NaN");

        metrics.learning().clearExamples();
        assertThat(scrape()).noneMatch(line -> line.startsWith("sightline_examples{"));
    }

    @Test
    void anInstanceThatDoesNotLearnSaysNothingOfALearner() throws IOException {
        assertThat(scrape()).noneMatch(line -> line.startsWith("sightline_learner_up"));

        metrics.learning().learner(() -> false);
        assertThat(scrape()).contains("sightline_learner_up 0.0");
    }

    @Test
    void theStateOfTheInstanceIsThatOfTheMomentItIsAsked() throws IOException {
        assertThat(scrape()).contains("sightline_ready 0.0").noneMatch(line -> line.startsWith("sightline_backlog"));

        metrics.instance().ready(() -> true);
        metrics.instance().backlog(() -> 12.5);
        metrics.instance().build("1.2.3", "17.0.1");

        assertThat(scrape())
                .contains(
                        "sightline_ready 1.0",
                        "sightline_backlog_seconds 12.5",
                        "sightline_build_info{java=\"17.0.1\",version=\"1.2.3\"} 1.0");
    }

    @Test
    void predictionsAreComparedWithTheFirstOfTheModelServed() throws IOException {
        metrics.model("parts", "1", 1);
        predict("1", "ok", 1000);
        assertThat(scrape())
                .contains("sightline_prediction_drift{of=\"label\"} 0.0")
                .contains("sightline_last_prediction_timestamp_seconds 1.7E9")
                .contains("sightline_prediction_probability_bucket{le=\"0.95\"} 1000");

        metrics.model("parts", "2", 1);
        predict("1", "scratch", 1000);
        assertThat(scrape())
                .as("what the old version still had in hand does not count")
                .contains("sightline_prediction_drift{of=\"label\"} NaN");
    }

    @Test
    void aTraceBecomesAnExemplarForThoseWhoReadOpenMetrics() throws IOException {
        RecordHeaders headers = new RecordHeaders();
        headers.add(TraceParent.HEADER, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".getBytes(UTF_8));

        metrics.latency(0.03, TraceParent.of(headers));
        metrics.deadLetter("not-found", TraceParent.of(headers));

        String trace = "# {span_id=\"b7ad6b7169203331\",trace_id=\"0af7651916cd43dd8448eb211c80319c\"}";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OpenMetricsTextFormatWriter.create().write(out, registry.scrape());
        assertThat(out.toString(UTF_8).lines())
                .anyMatch(line -> line.startsWith("sightline_image_latency_seconds_bucket{le=\"0.05\"} 1 " + trace))
                .anyMatch(line -> line.startsWith("sightline_dead_letters_total{reason=\"not-found\"} 1.0 " + trace));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0af7651916cd43dd8448eb211c80319c",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            })
    void whatIsNoTraceIsNoExemplar(String header) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(TraceParent.HEADER, header.getBytes(UTF_8));

        assertThat(TraceParent.of(headers).isEmpty()).isTrue();
        assertThat(TraceParent.of(new RecordHeaders()).isEmpty()).isTrue();
    }

    @Test
    void theCatalogueAndTheRegistryNameTheSameMetrics() throws IOException {
        metrics.deadLetter("x");
        metrics.model("m", "1", 1);
        metrics.learning().example("rust", "train");
        metrics.learning().compared(0.9, 0.95);
        metrics.learning().learner(() -> true);
        metrics.instance().build("1.2.3", "17");
        metrics.instance().backlog(() -> 0);
        metrics.instance().nativeObjects(() -> 0);

        Set<String> exposed = scrape().stream()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2] + " " + line.split(" ")[3])
                .collect(Collectors.toSet());

        assertThat(exposed)
                .isEqualTo(Arrays.stream(Metric.values())
                        .map(m -> m.metricName() + " " + m.type().name().toLowerCase(java.util.Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    private void predict(String version, String label, int times) {
        for (int i = 0; i < times; i++) {
            metrics.predictions().predicted("parts", version, label, 0.93, Instant.ofEpochSecond(1_700_000_000));
        }
    }

    private List<String> scrape() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
        return out.toString(UTF_8).lines().toList();
    }
}
