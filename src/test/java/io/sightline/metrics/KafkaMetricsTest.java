package io.sightline.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

/** What Prometheus sees of Kafka's figures. */
class KafkaMetricsTest {
    private final Map<String, Map<MetricName, ? extends Metric>> figures = new HashMap<>();
    private final Map<MetricName, Metric> classify = new HashMap<>();
    private final PrometheusRegistry registry = new PrometheusRegistry();

    KafkaMetricsTest() {
        figures.put("classify", classify);
        registry.register(new KafkaMetrics(() -> figures));
    }

    @Test
    void figuresOfSeveralThreadsAreOneSeries() throws IOException {
        for (String client : List.of("one", "two")) {
            figure("stream-thread-metrics", "commit-latency-avg", Map.of("thread-id", client), client.length() + 1.0);
            figure("producer-metrics", "record-send-total", Map.of("client-id", client), 7.0);
        }
        figure("producer-metrics", "buffer-available-bytes", Map.of("client-id", "one"), 100.0);
        figure("producer-metrics", "buffer-available-bytes", Map.of("client-id", "two"), 30.0);

        assertThat(scrape())
                .contains(
                        "kafka_streams_commit_latency_avg_seconds{topology=\"classify\"} 0.004",
                        "kafka_producer_records_sent_total{topology=\"classify\"} 14.0",
                        "kafka_producer_buffer_available_bytes{topology=\"classify\"} 30.0");
    }

    @Test
    void theLagIsToldByTopic() throws IOException {
        lag("images", "0", 3);
        lag("images", "1", 4);
        lag("feedback", "0", 1);

        assertThat(scrape())
                .contains(
                        "kafka_consumer_records_lag{topic=\"images\",topology=\"classify\"} 7.0",
                        "kafka_consumer_records_lag{topic=\"feedback\",topology=\"classify\"} 1.0");
    }

    @Test
    void aCounterDoesNotFallWhenAStreamThreadIsReplaced() throws IOException {
        sent("thread-1-producer", 40);
        sent("thread-2-producer", 2);
        assertThat(scrape()).contains("kafka_producer_records_sent_total{topology=\"classify\"} 42.0");

        classify.clear();
        sent("thread-2-producer", 3);
        assertThat(scrape())
                .as("a thread has died")
                .contains("kafka_producer_records_sent_total{topology=\"classify\"} 43.0");

        sent("thread-1-producer", 5);
        assertThat(scrape())
                .as("another has taken its place, under its name")
                .contains("kafka_producer_records_sent_total{topology=\"classify\"} 48.0");

        classify.clear();
        figures.clear();
        assertThat(scrape())
                .as("the topology is closed")
                .contains("kafka_producer_records_sent_total{topology=\"classify\"} 48.0");
    }

    @Test
    void aTopicWithADotIsNotCountedTwice() throws IOException {
        lag("line1.images", "0", 3);
        lag("line1_images", "0", 3); // Kafka's second name for the same

        assertThat(scrape())
                .contains("kafka_consumer_records_lag{topic=\"line1.images\",topology=\"classify\"} 3.0")
                .noneMatch(line -> line.contains("line1_images"));
    }

    @Test
    void whatIsNotKnownOrNotANumberIsLeftOut() throws IOException {
        figure("consumer-fetch-manager-metrics", "records-lag-max", Map.of("client-id", "idle"), Double.NaN);
        figure("stream-metrics", "topology-description", Map.of("client-id", "c"), "two\nlines");
        figure("consumer-fetch-manager-metrics", "records-consumed-total", Map.of("client-id", "c"), 5.0);

        assertThat(scrape()).noneMatch(line -> line.startsWith("kafka_"));
    }

    @Test
    void whoWantsOtherMetricsDoesNotAskKafka() {
        PrometheusRegistry other = new PrometheusRegistry();
        other.register(new KafkaMetrics(() -> {
            throw new AssertionError("asked");
        }));

        assertThat(other.scrape(name -> name.startsWith("sightline_"))).isEmpty();
    }

    private void sent(String client, double records) {
        figure("producer-metrics", "record-send-total", Map.of("client-id", client), records);
    }

    private void lag(String topic, String partition, double records) {
        figure(
                "consumer-fetch-manager-metrics",
                "records-lag",
                Map.of("topic", topic, "partition", partition),
                records);
    }

    private void figure(String group, String name, Map<String, String> tags, Object value) {
        MetricName metricName = new MetricName(name, group, "", tags);
        classify.put(metricName, new Metric() {
            @Override
            public MetricName metricName() {
                return metricName;
            }

            @Override
            public Object metricValue() {
                return value;
            }
        });
    }

    private List<String> scrape() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(out, registry.scrape());
        return out.toString(UTF_8).lines().toList();
    }
}
