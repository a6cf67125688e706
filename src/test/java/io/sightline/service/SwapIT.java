package io.sightline.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.event.Prediction;
import io.sightline.event.PredictionSerde;
import io.sightline.image.TestPictures;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import io.sightline.model.TestModels;
import io.sightline.registry.Change;
import io.sightline.registry.ModelRegistry;
import io.sightline.registry.PublishedFile;
import io.sightline.registry.PublishedVersion;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Models are promoted, rolled back and damaged while the service runs. */
class SwapIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Change BY_US = Change.by("a test", null);

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    @TempDir
    Path folder;

    private final Map<String, String> values = new TreeMap<>();
    private String prefix = "";
    private String picture = "";

    @BeforeEach
    void setUp() throws Exception {
        prefix = broker.prefix() + Long.toHexString(System.nanoTime()) + ".";
        Path photos = Files.createDirectories(folder.resolve("photos"));
        picture = Files.write(photos.resolve("good.jpg"), TestPictures.jpeg(90, 70))
                .toUri()
                .toString();
        values.put(Settings.TOPIC_PREFIX, prefix);
        values.put(Settings.TOPIC_PARTITIONS, "3");
        values.put(Settings.APPLICATION_ID, prefix + "sightline");
        values.put(Settings.ROLES, "classify");
        values.put(Settings.STATE_DIR, folder.resolve("state").toString());
        values.put(Settings.HTTP_PORT, "0");
        values.put(Settings.IMAGE_FILE_ROOTS, photos.toString());
        values.put(
                Settings.MODEL_DIR,
                TestModels.write(folder.resolve("first"), "ok", "dent").folder().toString());
        try (Topics topics = Topics.connect(new ClientSettings(settings()))) {
            topics.create(EventTopics.specs(settings()));
        }
    }

    @Test
    void twentySwapsUnderLoadLoseNothingAndEveryPredictionNamesTheModelThatMadeIt() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        try (ClassifierService service = start();
                ModelRegistry registry = ModelRegistry.open(settings(), "test")) {
            registry.publish(TestModels.write(folder.resolve("second"), "ok", "dent", "scratch"), BY_US);
            Thread load = new Thread(() -> sendUntil(enough, sent), "load");
            load.start();
            for (int swap = 1; swap <= 20; swap++) {
                int version = swap % 2 + 1;
                if (version == 2) {
                    registry.promote("surfaces", 2, BY_US);
                } else {
                    registry.rollback("surfaces", null, BY_US);
                }
                await().atMost(PATIENCE).until(() -> service.model().version().equals(String.valueOf(version)));
                int seen = sent.get();
                await().atMost(PATIENCE).until(() -> sent.get() > seen + 5);
            }
            enough.set(true);
            load.join();

            Map<Integer, Integer> times = new TreeMap<>();
            Map<String, Integer> versions = new TreeMap<>();
            for (ConsumerRecord<byte[], byte[]> record : predictions(sent.get())) {
                Prediction prediction = prediction(record);
                times.merge(Integer.parseInt(prediction.id()), 1, Integer::sum);
                versions.merge(prediction.model().version(), 1, Integer::sum);
                assertThat(prediction.classes())
                        .as("classes of version " + prediction.model().version())
                        .hasSize(prediction.model().version().equals("1") ? 2 : 3);
            }
            assertThat(times).as("answered").hasSize(sent.get());
            assertThat(times.values()).as("answers of each").containsOnly(1);
            assertThat(versions).as("both have served").hasSize(2);
            assertThat(metric(service, "sightline_model_swap_total")).isEqualTo("20.0");
        }
    }

    @Test
    void aDamagedChampionLeavesTheOldModelServingUntilAGoodOneComes() throws Exception {
        try (ClassifierService service = start();
                ModelRegistry registry = ModelRegistry.open(settings(), "test")) {
            PublishedVersion second =
                    registry.publish(TestModels.write(folder.resolve("second"), "ok", "dent", "scratch"), BY_US);
            PublishedFile graph = second.files().stream()
                    .filter(file -> file.path().equals("saved_model.pb"))
                    .findFirst()
                    .orElseThrow();
            String last = graph.chunks().get(graph.chunks().size() - 1);
            byte[] key = ("surfaces/chunks/" + last).getBytes(UTF_8);
            broker.send(List.of(
                    new ProducerRecord<>(prefix + EventTopics.MODELS, key, null),
                    new ProducerRecord<>(prefix + EventTopics.MODELS, key, new byte[] {1, 2, 3})));
            registry.promote("surfaces", 2, BY_US);

            await().atMost(PATIENCE)
                    .until(() -> Double.parseDouble(metric(service, "sightline_model_update_failures_total")) > 0);
            assertThat(service.model().version()).isEqualTo("1");
            assertThat(service.ready()).isTrue();

            registry.publishAndPromote(TestModels.write(folder.resolve("third"), "ok", "dent", "rust", "hole"), BY_US);
            await().atMost(PATIENCE).until(() -> service.model().version().equals("3"));
        }
    }

    /** Its head went wrong in training: no picture would ever get a prediction. */
    @Test
    void aChampionThatGivesNoNumbersIsNotServed() throws Exception {
        try (ClassifierService service = start();
                ModelRegistry registry = ModelRegistry.open(settings(), "test")) {
            registry.publishAndPromote(
                    TestModels.writeRetrained(folder.resolve("second"), Float.NaN, "ok", "dent"), BY_US);

            await().atMost(PATIENCE)
                    .until(() -> Double.parseDouble(metric(service, "sightline_model_update_failures_total")) > 0);
            assertThat(service.model().version()).isEqualTo("1");
            assertThat(service.ready()).isTrue();
        }
    }

    @Test
    void twoInstancesThatStartTogetherServeOneFirstVersionAndConvergeOnTheNext() throws Exception {
        values.put(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        try (CliProcess one = instance("one");
                CliProcess two = instance("two");
                ModelRegistry registry = ModelRegistry.open(settings(), "test")) {
            await().atMost(PATIENCE).until(() -> ready(one) && ready(two));
            assertThat(registry.view().versions("surfaces")).hasSize(1);

            registry.publishAndPromote(TestModels.write(folder.resolve("second"), "ok", "dent", "scratch"), BY_US);
            await().atMost(PATIENCE).until(() -> serves(one, 2) && serves(two, 2));

            registry.rollback("surfaces", null, BY_US);
            await().atMost(PATIENCE).until(() -> serves(one, 1) && serves(two, 1));
        }
    }

    @Test
    void killedInTheMiddleOfASwapItComesBackWithTheChampion() throws Exception {
        values.put(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        CliProcess service = instance("killed");
        try (ModelRegistry registry = ModelRegistry.open(settings(), "test")) {
            CliProcess first = service;
            await().atMost(PATIENCE).until(() -> ready(first));
            for (int version = 2; version <= 4; version++) {
                registry.publishAndPromote(
                        TestModels.write(folder.resolve("v"), "ok", "dent", "scratch", "v" + version), BY_US);
                service.kill(); // wherever it is with the new model
                service = instance("killed" + version);
                CliProcess now = service;
                int expected = version;
                await().atMost(PATIENCE).until(() -> ready(now));
                broker.send(List.of(event(version)));
                assertThat(predictions(version - 1).stream()
                                .map(SwapIT::prediction)
                                .filter(prediction -> prediction.id().equals(String.valueOf(expected)))
                                .map(prediction -> prediction.model().version()))
                        .containsExactly(String.valueOf(expected));
            }
        } finally {
            service.close();
        }
    }

    private CliProcess instance(String name) {
        Map<String, String> settings = new TreeMap<>(values);
        settings.put(Settings.STATE_DIR, folder.resolve(name).toString());
        return CliProcess.serve(prefix + name, settings);
    }

    private static boolean ready(CliProcess instance) {
        return instance.errors().contains("Ready to classify");
    }

    private static boolean serves(CliProcess instance, int version) {
        String log = instance.errors();
        return log.lastIndexOf("Version " + version + " of surfaces serves")
                > log.lastIndexOf("Version " + (3 - version) + " of surfaces serves");
    }

    private void sendUntil(AtomicBoolean enough, AtomicInteger sent) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                new ClientSettings(settings()).producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            while (!enough.get()) {
                producer.send(event(sent.getAndIncrement()));
                TimeUnit.MILLISECONDS.sleep(10); // the load's rate
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ProducerRecord<byte[], byte[]> event(int number) {
        String id = String.valueOf(number);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                prefix + EventTopics.IMAGES,
                id.getBytes(UTF_8),
                ("{\"id\":\"" + id + "\",\"uri\":\"" + picture + "\"}").getBytes(UTF_8));
        record.headers().add(new RecordHeader(Ledger.NUMBER, id.getBytes(UTF_8)));
        return record;
    }

    private List<ConsumerRecord<byte[], byte[]>> predictions(int count) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (TopicReader reader =
                TopicReader.fromBeginning(new ClientSettings(settings()), prefix + EventTopics.PREDICTIONS)) {
            await().atMost(PATIENCE).until(() -> {
                reader.poll(Duration.ofMillis(100)).forEach(found::add);
                return found.size() >= count;
            });
            reader.poll(Duration.ofMillis(500)).forEach(found::add); // what should not be there
        }
        return found;
    }

    private ClassifierService start() throws InterruptedException {
        ClassifierService service = ClassifierService.start(settings());
        service.awaitReady(PATIENCE);
        return service;
    }

    private Settings settings() {
        return broker.settings(values);
    }

    private static Prediction prediction(ConsumerRecord<byte[], byte[]> record) {
        try (PredictionSerde serde = new PredictionSerde()) {
            return serde.deserializer().deserialize(record.topic(), record.value());
        }
    }

    private static String metric(ClassifierService service, String name) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + service.httpAddress().getPort() + "/metrics");
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return body.lines()
                .filter(line -> line.startsWith(name + " "))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElse("0");
    }
}
