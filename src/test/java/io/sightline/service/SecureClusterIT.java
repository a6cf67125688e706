package io.sightline.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.sightline.config.HttpSettings;
import io.sightline.config.Settings;
import io.sightline.event.AccessRights;
import io.sightline.event.AccessRights.Right;
import io.sightline.event.EventTopics;
import io.sightline.image.TestPictures;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.RecordingAuthorizer;
import io.sightline.kafka.RecordingAuthorizer.Asked;
import io.sightline.kafka.SecureBroker;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import io.sightline.model.TestModels;
import java.io.PrintWriter;
import java.io.StringWriter;
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
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A cluster with TLS, passwords, certificates and access control lists: the documented rights are enough, and needed. */
class SecureClusterIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TOKEN = "canary-token-77c1";

    @TempDir
    static Path folder;

    private static SecureBroker broker;
    private static String picture;
    private static Path model;

    @BeforeAll
    static void start() throws Exception {
        broker = new SecureBroker(folder);
        broker.addUsers("sightline", "nobody");
        Path photos = Files.createDirectories(folder.resolve("photos"));
        picture = Files.write(photos.resolve("a.jpg"), TestPictures.jpeg(40, 30))
                .toUri()
                .toString();
        model = TestModels.write(folder.resolve("model"), "ok", "scratch").folder();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void theDocumentedRightsAreEnoughAndEachIsUsed() throws Exception {
        Settings settings = settings("all.", broker.withPassword("sightline"));
        List<Right> rights = AccessRights.of(settings);
        createTopics(settings);
        broker.grant("User:sightline", rights);
        Capture logged = Capture.begin();
        try (ClassifierService service = ClassifierService.start(settings)) {
            service.awaitReady(PATIENCE);
            send(settings, EventTopics.IMAGES, "good", picture);
            send(settings, EventTopics.IMAGES, "bad", "file:///nowhere.jpg");
            send(settings, EventTopics.FEEDBACK, "good", "{\"label\":\"ok\"}");
            awaitRecords(settings, EventTopics.PREDICTIONS, 1);
            awaitRecords(settings, EventTopics.EXAMPLES, 1);
            int letter = awaitRecords(settings, EventTopics.DEAD_LETTERS, 1);
            await().atMost(PATIENCE)
                    .until(() -> post(service, "/api/dead-letters/" + letter + "/0/redrive", "{}") == 201);
            assertThat(post(service, "/api/feedback", "{\"id\":\"good\",\"label\":\"scratch\"}"))
                    .isEqualTo(201);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(notUsed(rights, "User:sightline"))
                            .as("rights that nothing needs")
                            .isEmpty());
            assertThat(service.failure()).isNull();
            assertThat(refused("User:sightline")).isEmpty();
            for (String path : List.of("/info", "/metrics", "/health/ready", "/api/stats", "/api/models")) {
                assertThat(get(service, path)).as(path).doesNotContain("canary");
            }
        } finally {
            logged.stop();
        }
        assertThat(logged.lines()).isNotEmpty();
        assertThat(logged.lines()).noneMatch(line -> line.contains("canary"));
    }

    @Test
    void aCertificateDoesAsWell() throws Exception {
        Settings settings = settings("certified.", broker.withCertificate());
        createTopics(settings);
        broker.grant("User:CN=sightline", AccessRights.of(settings));
        try (ClassifierService service = ClassifierService.start(settings)) {
            service.awaitReady(PATIENCE);
            send(settings, EventTopics.IMAGES, "good", picture);
            awaitRecords(settings, EventTopics.PREDICTIONS, 1);
            assertThat(service.failure()).isNull();
        }
        assertThat(refused("User:CN=sightline")).isEmpty();
    }

    @Test
    void aRightThatIsMissingIsNamedAtTheStart() throws Exception {
        Settings settings = settings("missing.", broker.withPassword("nobody"));
        createTopics(settings);
        assertThatThrownBy(() -> ClassifierService.start(settings))
                .hasMessageContaining("missing.images")
                .hasMessageContaining("right to describe");

        List<Right> allButOne = new ArrayList<>();
        for (Right right : AccessRights.of(settings)) {
            Set<AclOperation> operations = new TreeSet<>(right.operations());
            if (right.name().equals("missing.predictions")) {
                operations.remove(AclOperation.WRITE);
            }
            allButOne.add(new Right(right.type(), right.pattern(), right.name(), operations, right.why()));
        }
        broker.grant("User:nobody", allButOne);
        assertThatThrownBy(() -> ClassifierService.start(settings))
                .hasMessageContaining("WRITE the topic missing.predictions")
                .satisfies(e -> assertThat(all(e)).doesNotContain("canary"));
    }

    @Test
    void aWrongPasswordIsToldButNotShown() {
        Map<String, String> wrong = new TreeMap<>(broker.withPassword("stranger"));
        assertThatThrownBy(() -> ClassifierService.start(settings("wrong.", wrong)))
                .hasMessageContaining("uthentication")
                .satisfies(e -> assertThat(all(e)).doesNotContain("canary"));
    }

    private static Settings settings(String prefix, Map<String, String> client) {
        Map<String, String> values = new TreeMap<>(client);
        values.put(Settings.TOPIC_PREFIX, prefix);
        values.put(Settings.APPLICATION_ID, prefix + "service");
        values.put(Settings.TOPIC_PARTITIONS, "2");
        values.put(Settings.TOPIC_REPLICATION_FACTOR, "1");
        values.put(Settings.STATE_DIR, folder.resolve("state-" + prefix).toString());
        values.put(Settings.HTTP_PORT, "0");
        values.put(HttpSettings.TOKEN, TOKEN);
        values.put(Settings.IMAGE_FILE_ROOTS, folder.resolve("photos").toString());
        values.put(Settings.MODEL_DIR, model.toString());
        return new Settings(values);
    }

    /** As the cluster's owner, who also creates the topics of users. */
    private static Settings asOwner(Settings settings) {
        return new Settings(Map.of(
                Settings.BOOTSTRAP_SERVERS, broker.owner(),
                Settings.TOPIC_PREFIX, settings.getString(Settings.TOPIC_PREFIX),
                Settings.TOPIC_PARTITIONS, "2"));
    }

    private static void createTopics(Settings settings) {
        Settings owner = asOwner(settings);
        try (Topics topics = Topics.connect(new ClientSettings(owner))) {
            topics.create(EventTopics.specs(owner));
        }
    }

    private static void send(Settings settings, String topic, String key, String value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                new ClientSettings(asOwner(settings)).producer(),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(settings.topic(topic), key.getBytes(UTF_8), value.getBytes(UTF_8)))
                    .get();
        }
    }

    /** Waits for records; the partition of the last. */
    private static int awaitRecords(Settings settings, String topic, int count) {
        List<Integer> partitions = new ArrayList<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            partitions.clear();
            try (TopicReader reader =
                    TopicReader.fromBeginning(new ClientSettings(asOwner(settings)), settings.topic(topic))) {
                while (!reader.atEnd()) {
                    reader.poll(Duration.ofMillis(100)).forEach(record -> partitions.add(record.partition()));
                }
            }
            assertThat(partitions).hasSizeGreaterThanOrEqualTo(count);
        });
        return partitions.get(partitions.size() - 1);
    }

    /** Each right as text that no request of this principal has needed. */
    private static List<String> notUsed(List<Right> rights, String principal) {
        List<Asked> asked = RecordingAuthorizer.askedBy(principal);
        List<String> unused = new ArrayList<>();
        for (Right right : rights) {
            for (AclOperation operation : right.operations()) {
                boolean used = asked.stream()
                        .anyMatch(use -> use.type().equals(right.type().name())
                                && use.name().startsWith(right.name())
                                && use.operation().equals(operation.name()));
                if (!used) {
                    unused.add(operation + " " + right.type() + " " + right.name());
                }
            }
        }
        return unused;
    }

    private static List<Asked> refused(String principal) {
        return RecordingAuthorizer.askedBy(principal).stream()
                .filter(asked -> !asked.allowed())
                .toList();
    }

    private static int post(ClassifierService service, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(service, path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String get(ClassifierService service, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri(service, path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static URI uri(ClassifierService service, String path) {
        return URI.create("http://127.0.0.1:" + service.httpAddress().getPort() + path);
    }

    private static String all(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** All that is logged, with stack traces. */
    private static final class Capture extends AppenderBase<ILoggingEvent> {
        private final Queue<String> lines = new ConcurrentLinkedQueue<>();

        static Capture begin() {
            Capture capture = new Capture();
            Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            capture.setContext(root.getLoggerContext());
            capture.start();
            root.addAppender(capture);
            return capture;
        }

        @Override
        public void stop() {
            ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(this);
            super.stop();
        }

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }

        Queue<String> lines() {
            return lines;
        }
    }
}
