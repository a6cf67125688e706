package io.sightline.stream.learn;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.Prediction;
import io.sightline.event.PredictionSerde;
import io.sightline.fixtures.DescribedTopology;
import io.sightline.fixtures.NoWork;
import io.sightline.kafka.ClientSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnTopologyTest {
    private static final Duration WAIT = Duration.ofMillis(100);

    private final Settings settings = DescribedTopology.settings();

    @TempDir
    Path folder;

    /** There is a prediction for each image: each record more is paid for in images a second. */
    @Test
    void aPredictionThatNoFeedbackWaitsForIsSentOnAndRememberedAndNothingElse() {
        try (TopologyTestDriver driver = start();
                PredictionSerde predictions = new PredictionSerde()) {
            String topic = settings.topic(EventTopics.PREDICTIONS);
            driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(predictions.serializer().serialize(topic, prediction("img-1")));

            assertThat(driver.producedTopicNames())
                    .hasSize(2)
                    .anyMatch(name -> name.endsWith("by-id-repartition"))
                    .anyMatch(name -> name.endsWith(FeedbackJoin.PREDICTIONS + "-changelog"));
        }
    }

    @Test
    void feedbackIsCommittedSoonAndTogetherWithWhatComesMeanwhile() {
        MockProcessorContext<byte[], byte[]> context = context();
        ById.FeedbackRouter router = router(commits(), context);

        router.process(feedback());
        router.process(feedback());
        assertThat(context.scheduledPunctuators()).hasSize(1);
        CapturedPunctuator commit = context.scheduledPunctuators().get(0);
        assertThat(commit.getInterval()).isEqualTo(WAIT);
        commit.getPunctuator().punctuate(0);
        assertThat(context.committed()).isTrue();
        assertThat(commit.cancelled())
                .as("else an idle service commits for ever")
                .isTrue();

        router.process(feedback());
        router.close();
        assertThat(context.scheduledPunctuators()).hasSize(2).allMatch(CapturedPunctuator::cancelled);
    }

    /** A commit is for all partitions, and costs the broker more than the feedback does. */
    @Test
    void feedbackOfAllPartitionsIsCommittedAtOnce() {
        FeedbackCommits commits = commits();
        MockProcessorContext<byte[], byte[]> one = context();
        MockProcessorContext<byte[], byte[]> other = context();
        router(commits, one).process(feedback());
        router(commits, other).process(feedback());

        punctuate(one);
        punctuate(other);
        assertThat(one.committed()).isTrue();
        assertThat(other.committed()).isFalse();
        assertThat(other.scheduledPunctuators()).allMatch(CapturedPunctuator::cancelled);
    }

    @Test
    void feedbackThatCameAfterACommitIsCommittedAnIntervalLater() {
        FeedbackCommits commits = new FeedbackCommits(WAIT, 0);

        assertThat(commits.ask(0)).isTrue();
        assertThat(commits.covers(-1)).isTrue();
        assertThat(commits.covers(1)).isFalse();
        assertThat(commits.ask(WAIT.toNanos() - 1)).isFalse();
        assertThat(commits.ask(WAIT.toNanos())).isTrue();
    }

    private static FeedbackCommits commits() {
        return new FeedbackCommits(WAIT, System.nanoTime());
    }

    private static MockProcessorContext<byte[], byte[]> context() {
        MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
        context.setRecordMetadata("feedback", 0, 0);
        return context;
    }

    private static ById.FeedbackRouter router(FeedbackCommits commits, MockProcessorContext<byte[], byte[]> context) {
        ById.FeedbackRouter router = new ById.FeedbackRouter(commits);
        router.init(context);
        return router;
    }

    private static void punctuate(MockProcessorContext<byte[], byte[]> context) {
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
    }

    private static Record<byte[], byte[]> feedback() {
        return new Record<>(null, "{\"id\":\"a\",\"label\":\"cat\"}".getBytes(UTF_8), 0);
    }

    private TopologyTestDriver start() {
        Properties properties = new ClientSettings(settings).streams("learn");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        LearnTopology topology = new LearnTopology(settings, new NoWork(), DescribedTopology.tasks("learn"));
        return new TopologyTestDriver(topology.build(), properties);
    }

    private static Prediction prediction(String id) {
        return new Prediction(
                id,
                "file:///pictures/" + id + ".jpg",
                "cat",
                0.9,
                List.of(new Prediction.ClassProbability("cat", 0.9)),
                0.3,
                0.8,
                new Prediction.Model("cats-dogs", "3"),
                Instant.EPOCH,
                Instant.EPOCH,
                new Prediction.Durations(1, 1, 1, 1),
                null,
                null);
    }
}
