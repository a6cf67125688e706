package io.sightline.learning;

import static io.sightline.learning.examples.TestExamples.NOON;
import static io.sightline.learning.examples.TestExamples.example;
import static io.sightline.learning.examples.TestExamples.jpeg;
import static io.sightline.learning.examples.TestExamples.produced;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.config.LearningSettings;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.ModelEvent;
import io.sightline.event.ModelEvent.Type;
import io.sightline.event.ModelEventSerde;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import io.sightline.learning.run.RunControl;
import io.sightline.learning.run.TestChampion;
import io.sightline.model.Bundle;
import io.sightline.registry.Change;
import io.sightline.registry.ModelRegistry;
import io.sightline.registry.RegistryView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Labels come in, and of several instances one learns from them. */
class LearnerIT {
    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path shared;

    @SuppressWarnings("NullAway.Init") // trained once
    private static Bundle champion;

    @TempDir
    Path folder;

    private String prefix = "";

    @BeforeAll
    static void trainOnce() throws IOException {
        champion = TestChampion.train(shared, 1000);
    }

    /** Each test has topics of its own. */
    @BeforeEach
    void publishTheChampion(TestInfo info) {
        prefix = broker.prefix() + Integer.toHexString(info.getDisplayName().hashCode()) + ".";
        try (Topics topics = Topics.connect(new ClientSettings(settings("any")))) {
            topics.create(EventTopics.specs(settings("any")));
        }
        try (ModelRegistry registry = ModelRegistry.open(settings("any"), "person")) {
            registry.publishAndPromote(champion, Change.by("ann", "the first"));
        }
    }

    @Test
    void enoughLabelsOfANewClassBecomeAModelThatKnowsIt() {
        label("blue", 'b', 0, 59);
        Watched watched = new Watched();
        try (Learner learner = learner("one", watched)) {
            learner.start();
            await().atMost(PATIENCE).until(() -> watched.waiting.contains("59 pictures with new labels of 60"));
            label("blue", 'b', 59, 60);
            await().atMost(PATIENCE).until(() -> !watched.results.isEmpty());
        }

        RunResult result = watched.results.get(0);
        assertThat(result.type()).as(result.reason()).isEqualTo(Type.PROMOTED);
        assertThat(types()).containsSubsequence(Type.STARTED, Type.PROGRESS, Type.PUBLISHED, Type.PROMOTED);
        List<ModelEvent> ofTheRun = events().stream()
                .filter(event -> event.run() != null && event.type() != Type.PROGRESS)
                .toList();
        assertThat(ofTheRun.stream().map(ModelEvent::type))
                .containsExactly(Type.STARTED, Type.PUBLISHED, Type.PROMOTED);
        ModelEvent promoted = ofTheRun.get(2);
        assertThat(promoted.version()).isEqualTo(2);
        assertThat(promoted.by()).isEqualTo("one");
        assertThat(promoted.details()).isNotNull();
        assertThat(promoted.details().path("verdict").path("challengerAccuracy").asDouble())
                .isGreaterThan(promoted.details()
                        .path("verdict")
                        .path("championAccuracy")
                        .asDouble());
        assertThat(championVersion()).isEqualTo(2);
    }

    @Test
    void ofTwoInstancesOneLearnsAndTheOtherTakesOver() throws InterruptedException {
        Watched first = new Watched();
        Watched second = new Watched();
        first.holdAt = RunControl.Phase.TRAINING;
        label("blue", 'b', 0, 60);
        Learner one = learner("one", first);
        try (Learner two = learner("two", second)) {
            one.start();
            assertThat(first.held.await(60, TimeUnit.SECONDS)).isTrue();
            two.start();
            first.closingOnRelease(one);
            await().atMost(PATIENCE).until(() -> !second.results.isEmpty());
        }

        assertThat(first.results).isEmpty();
        assertThat(first.givenUp.get()).isEqualTo(1);
        List<ModelEvent> started =
                events().stream().filter(event -> event.type() == Type.STARTED).toList();
        assertThat(started).hasSize(2);
        assertThat(started.get(1).run()).isEqualTo(started.get(0).run());
        assertThat(started.get(1).by()).isEqualTo("two");
        assertThat(RunPlan.of(started.get(1)).attempt()).isEqualTo(2);
        assertThat(RunPlan.of(started.get(1)).offsets())
                .isEqualTo(RunPlan.of(started.get(0)).offsets());
        assertThat(types().stream().filter(type -> type == Type.PROMOTED))
                .as("one more than the first")
                .hasSize(2);
    }

    @Test
    void twoInstancesDoOneRun() {
        label("blue", 'b', 0, 60);
        Watched watched = new Watched();
        try (Learner one = learner("one", watched);
                Learner two = learner("two", watched)) {
            one.start();
            two.start();
            await().atMost(PATIENCE).until(() -> !watched.results.isEmpty());
            await().atMost(PATIENCE).until(() -> watched.waiting.contains("no new examples"));
        }

        assertThat(watched.results).hasSize(1);
        assertThat(events().stream()
                        .filter(event -> event.type() == Type.STARTED)
                        .map(ModelEvent::run)
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aRunThatItsLeaderWasKilledInIsDoneAgainOnTheSameExamples() {
        label("blue", 'b', 0, 60);
        Map<Integer, Long> offsets = endOfExamples();
        RunPlan killed = new RunPlan("run-of-old", 1, TriggerPolicy.Kind.EXAMPLES, "60 pictures", NOON, offsets);
        record(Type.STARTED, killed);
        label("blue", 'r', 60, 70); // later, and wrong

        Watched watched = new Watched();
        try (Learner learner = learner("one", watched)) {
            learner.start();
            await().atMost(PATIENCE).until(() -> !watched.results.isEmpty());
        }

        RunResult result = watched.results.get(0);
        assertThat(result.type()).as(result.reason()).isEqualTo(Type.PROMOTED);
        assertThat(watched.plans).containsExactly(killed.again());
        assertThat(result.challenger()).isNotNull();
        assertThat(result.challenger().bundle().manifest().training()).containsEntry("exampleCount", 60);
    }

    @Test
    void aRunThatNeverComesToAnEndIsGivenUpAfterFiveAttempts() {
        label("blue", 'b', 0, 60);
        RunPlan plan = new RunPlan("run-of-old", 1, TriggerPolicy.Kind.EXAMPLES, "60 pictures", NOON, endOfExamples());
        for (int attempt = 1; attempt <= 5; attempt++) {
            record(Type.STARTED, plan);
            plan = plan.again();
        }

        Watched watched = new Watched();
        try (Learner learner = learner("one", watched)) {
            learner.start();
            await().atMost(PATIENCE).until(() -> watched.waiting.contains("no new examples"));
        }

        ModelEvent last = events().get(events().size() - 1);
        assertThat(last.type()).isEqualTo(Type.FAILED);
        assertThat(last.run()).isEqualTo("run-of-old");
        assertThat(last.why()).contains("5 times");
        assertThat(championVersion()).isEqualTo(1);
    }

    @Test
    void aLeaderThatWasReplacedPublishesNothing() throws InterruptedException {
        label("blue", 'b', 0, 60);
        Watched watched = new Watched();
        watched.holdAt = RunControl.Phase.GATE;
        try (Learner learner = learner("one", watched)) {
            learner.start();
            assertThat(watched.held.await(60, TimeUnit.SECONDS)).isTrue();
            try (ModelRegistry newer = ModelRegistry.open(settings("two"), "learner")) {
                watched.release.countDown();
                await().atMost(PATIENCE).until(() -> watched.givenUp.get() == 1);

                assertThat(watched.results).isEmpty();
                assertThat(newer.view().versions("colours")).hasSize(1);
            }
            // it joins anew, finds that it leads after all, and ends what it began
            await().atMost(PATIENCE).until(() -> !watched.results.isEmpty());
        }
        assertThat(watched.plans.stream().map(RunPlan::attempt)).containsExactly(1, 2);
        assertThat(championVersion()).isEqualTo(2);
    }

    @Test
    void aRunPastItsLimitHasFailedAndTheChampionStays() {
        label("blue", 'b', 0, 60);
        Watched watched = new Watched() {
            @Override
            public void progress(RunPlan plan, RunControl.Phase phase, int done, int total) {
                if (phase == RunControl.Phase.TRAINING) {
                    // a slow machine
                    await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
                }
            }
        };
        Map<String, String> limited = Map.of(LearningSettings.LIMIT_MS, "1000");
        try (Learner learner = new Learner(settings("one", limited), "colours", "one", watched)) {
            learner.start();
            await().atMost(PATIENCE).until(() -> !watched.results.isEmpty());
        }

        assertThat(watched.results.get(0).type()).isEqualTo(Type.FAILED);
        assertThat(watched.results.get(0).reason()).contains("learn.limit.ms, 1000 ms");
        assertThat(championVersion()).isEqualTo(1);
        assertThat(folder.resolve("one/learn/runs").resolve(watched.plans.get(0).id()))
                .doesNotExist();
    }

    @Test
    void aChampionThatChangedMeanwhileIsNotReplaced() throws InterruptedException {
        label("blue", 'b', 0, 60);
        Watched watched = new Watched();
        watched.holdAt = RunControl.Phase.GATE;
        try (Learner learner = learner("one", watched)) {
            learner.start();
            assertThat(watched.held.await(60, TimeUnit.SECONDS)).isTrue();
            try (ModelRegistry registry = ModelRegistry.open(settings("any"), "person")) {
                registry.publishAndPromote(champion, Change.by("ann", "by hand"));
            }
            watched.release.countDown();
            await().atMost(PATIENCE).until(() -> !watched.results.isEmpty());
        }

        assertThat(watched.results.get(0).type()).isEqualTo(Type.REFUSED);
        assertThat(watched.results.get(0).reason()).contains("the champion has changed since version 1");
        assertThat(championVersion()).isEqualTo(2);
    }

    @Test
    void aPersonCanAskForARun() {
        label("blue", 'b', 0, 3);
        Watched watched = new Watched();
        try (Learner learner = learner("one", watched)) {
            learner.start();
            await().atMost(PATIENCE).until(() -> watched.waiting.contains("3 pictures with new labels of 60"));
            try (ModelRegistry registry = ModelRegistry.open(settings("any"), "person")) {
                registry.record(
                        new ModelEvent(Type.REQUESTED, "colours", null, null, Instant.now(), "ann", "to see", null));
            }
            await().atMost(PATIENCE).until(() -> !watched.results.isEmpty());
        }

        assertThat(watched.plans.get(0).trigger()).isEqualTo(TriggerPolicy.Kind.REQUEST);
        assertThat(watched.plans.get(0).reason()).isEqualTo("ann asked for it: to see");
        assertThat(watched.results.get(0).type()).isEqualTo(Type.REFUSED);
        assertThat(watched.results).hasSize(1);
    }

    @Test
    void aLeaderThatHasNotReadTheEndOfItsRunYetDoesNotStartItAgain() {
        label("blue", 'b', 0, 60);
        Watched watched = new Watched();
        RunHistory history = new RunHistory("colours");
        try (Leadership leadership =
                new Leadership(settings("one"), "colours", "one", folder.resolve("one/learn"), watched)) {
            await().pollInSameThread().atMost(PATIENCE).until(() -> {
                leadership.step(history);
                return !watched.results.isEmpty();
            });
            List<ModelEvent> events = events();
            events.stream().filter(event -> event.type() == Type.STARTED).forEach(history::accept);

            await().pollInSameThread()
                    .during(Duration.ofMillis(1_500))
                    .atMost(PATIENCE)
                    .until(() -> {
                        leadership.step(history);
                        return watched.plans.size() == 1;
                    });

            events.forEach(history::accept);
            await().pollInSameThread().atMost(PATIENCE).until(() -> {
                leadership.step(history);
                return watched.waiting.contains("no new examples");
            });
        }
        assertThat(watched.plans).hasSize(1);
    }

    private Learner learner(String instance, LearnerListener listener) {
        return new Learner(settings(instance), "colours", instance, listener);
    }

    private Settings settings(String instance) {
        return settings(instance, Map.of());
    }

    private Settings settings(String instance, Map<String, String> more) {
        Map<String, String> values = new HashMap<>();
        values.put(Settings.TOPIC_PREFIX, prefix);
        values.put(Settings.APPLICATION_ID, prefix + "sightline");
        values.put(Settings.TOPIC_PARTITIONS, "2");
        values.put(Settings.STATE_DIR, folder.resolve(instance).toString());
        values.put(LearningSettings.TRIGGER_EXAMPLES, "60");
        values.putAll(more);
        return broker.settings(values);
    }

    private void label(String label, char colour, int from, int to) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = from; i < to; i++) {
            byte[] jpeg = jpeg(colour, i);
            records.add(produced(prefix + "examples", example("id-" + colour + i, label, jpeg, NOON), jpeg));
        }
        broker.send(records);
    }

    private void record(Type type, RunPlan plan) {
        try (ModelRegistry registry = ModelRegistry.open(settings("any"), "person")) {
            registry.record(new ModelEvent(
                    type, "colours", null, plan.id(), plan.at(), "killed", plan.reason(), plan.details()));
        }
    }

    private Map<Integer, Long> endOfExamples() {
        Map<Integer, Long> offsets = new HashMap<>();
        broker.read(60, prefix + "examples")
                .forEach(record -> offsets.merge(record.partition(), record.offset() + 1, Math::max));
        return offsets;
    }

    private List<ModelEvent> events() {
        List<ModelEvent> events = new ArrayList<>();
        try (ModelEventSerde serde = new ModelEventSerde();
                TopicReader reader = TopicReader.fromBeginning(
                        new ClientSettings(settings("any")), prefix + EventTopics.MODEL_EVENTS)) {
            while (!reader.atEnd()) {
                for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(200))) {
                    events.add(serde.deserializer().deserialize(record.topic(), record.value()));
                }
            }
        }
        return events;
    }

    private List<Type> types() {
        return events().stream().map(ModelEvent::type).toList();
    }

    private int championVersion() {
        try (ModelRegistry registry = ModelRegistry.open(settings("any"), "person")) {
            RegistryView view = registry.view();
            return view.champion("colours").orElseThrow().version();
        }
    }

    /** Remembers what it is told, and can hold a run where it is. */
    private static class Watched implements LearnerListener {
        final List<RunResult> results = Collections.synchronizedList(new ArrayList<>());
        final List<RunPlan> plans = Collections.synchronizedList(new ArrayList<>());
        final List<String> waiting = Collections.synchronizedList(new ArrayList<>());
        final AtomicInteger givenUp = new AtomicInteger();
        final CountDownLatch held = new CountDownLatch(1);
        final CountDownLatch release = new CountDownLatch(1);
        final CountDownLatch lost = new CountDownLatch(1);
        volatile RunControl.@Nullable Phase holdAt;

        @Override
        public void leads(boolean leading) {
            if (!leading) {
                lost.countDown();
            }
        }

        @Override
        public void waiting(String reason) {
            waiting.add(reason);
        }

        @Override
        public void started(RunPlan plan) {
            plans.add(plan);
        }

        @Override
        public void progress(RunPlan plan, RunControl.Phase phase, int done, int total) {
            if (phase == holdAt) {
                held.countDown();
                try {
                    if (!release.await(60, TimeUnit.SECONDS)) {
                        throw new AssertionError("never released");
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        @Override
        public void ended(RunPlan plan, RunResult result) {
            results.add(result);
        }

        @Override
        public void givenUp(RunPlan plan) {
            givenUp.incrementAndGet();
        }

        /** Stops a learner while its run is held, as at a shutdown. */
        void closingOnRelease(Learner learner) throws InterruptedException {
            Thread closer = new Thread(learner::close);
            closer.start();
            assertThat(lost.await(60, TimeUnit.SECONDS)).isTrue();
            release.countDown();
            closer.join();
        }
    }
}
