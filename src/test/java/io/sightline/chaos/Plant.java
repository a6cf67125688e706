package io.sightline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.image.TestPictures;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.Topics;
import io.sightline.metrics.Metric;
import io.sightline.model.TestModels;
import io.sightline.service.CliProcess;
import io.sightline.service.Ledger;
import io.sightline.service.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A cluster with Sightline's topics, pictures to classify, instances that do, and what came out of it. How many events
 * each test has counted is in {@code target/chaos.csv}.
 */
final class Plant implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Pattern ADDRESS = Pattern.compile("metrics at http://(\\S+)");
    private static final int PICTURES = 49;
    private static final Path COUNTS = Path.of("target", "chaos.csv");

    private final TestCluster cluster;
    private final Path folder;
    private final Path model;
    private final Path photos;
    private final List<CliProcess> instances = new ArrayList<>();
    private final Map<String, String> extra = new TreeMap<>();
    private Surroundings surroundings = Surroundings.USUAL;

    /** @param brokers one, or three that hold a copy of everything each */
    Plant(int brokers, Path folder) throws Exception {
        this.folder = folder;
        this.model = TestModels.write(folder.resolve("model"), "ok", "scratch").folder();
        this.photos = Files.createDirectories(folder.resolve("photos"));
        for (int i = 0; i < PICTURES; i++) {
            Files.write(photos.resolve(i + ".jpg"), TestPictures.jpeg(60 + i, 40 + 3 * i));
        }
        this.cluster = new TestCluster(brokers, folder);
        try (Topics topics = Topics.connect(clients())) {
            topics.create(EventTopics.specs(new Settings(values("nobody"))));
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    TestCluster cluster() {
        return cluster;
    }

    Path folder() {
        return folder;
    }

    /** Sets something for the instances that start from now on. */
    void set(String setting, String value) {
        extra.put(setting, value);
    }

    /** Says what the instances that start from now on live in. */
    void surround(Surroundings next) {
        surroundings = next;
    }

    /** Clients that see the cluster as it is. */
    ClientSettings clients() {
        return new ClientSettings(new Settings(values("nobody")));
    }

    /** Pictures in files, and one that is missing. */
    List<String> files() {
        List<String> uris = new ArrayList<>();
        for (int i = 0; i < PICTURES; i++) {
            uris.add(photos.resolve(i + ".jpg").toUri().toString());
        }
        uris.add(photos.resolve("missing.jpg").toUri().toString());
        return uris;
    }

    Path photos() {
        return photos;
    }

    Traffic traffic(List<String> uris, int perSecond) {
        return new Traffic(clients(), EventTopics.IMAGES, uris, perSecond);
    }

    /** Starts an instance; one of the same name before it must have ended. */
    CliProcess start(String name) {
        CliProcess instance =
                CliProcess.serve("chaos-" + folder.getFileName() + "-" + name, values(name), surroundings);
        instances.add(instance);
        return instance;
    }

    /** Starts an instance and waits until it classifies. */
    CliProcess startAndAwaitReady(String name) {
        CliProcess instance = start(name);
        int before = timesReady(instance);
        await().atMost(PATIENCE)
                .failFast(instance.errors(), () -> !instance.alive())
                .until(() -> timesReady(instance) > before);
        return instance;
    }

    Ledger ledger() {
        return new Ledger(clients(), List.of(EventTopics.PREDICTIONS, EventTopics.DEAD_LETTERS));
    }

    /** What an instance says when it is asked whether it is ready. */
    static String readiness(CliProcess instance) throws IOException, InterruptedException {
        return get(instance, "/health/ready").body();
    }

    /** Tensors and other things outside the heap that an instance has open, as its metrics say. */
    static long nativeObjects(CliProcess instance) throws IOException, InterruptedException {
        return get(instance, "/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(Metric.NATIVE_OBJECTS.metricName() + " "))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' '))))
                .findFirst()
                .orElseThrow();
    }

    /** What an instance takes the time to be, as its answers say. */
    static Instant time(CliProcess instance) throws IOException, InterruptedException {
        String date = get(instance, "/info").headers().firstValue("date").orElseThrow();
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date));
    }

    private static HttpResponse<String> get(CliProcess instance, String path) throws IOException, InterruptedException {
        // the last, as one of the same name before it wrote to the same file
        String address = ADDRESS.matcher(instance.errors())
                .results()
                .reduce((before, last) -> last)
                .orElseThrow(() -> new AssertionError("it has not said where it listens: " + instance.errors()))
                .group(1);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Waits until so many different events have come out, while an instance lives. */
    static void awaitOut(Ledger ledger, int count, CliProcess survivor) {
        await().atMost(PATIENCE)
                .failFast("the service has ended: " + survivor.errors(), () -> !survivor.alive())
                .until(() -> ledger.read() >= count);
    }

    /** Ends the instances, and holds that each event has come out once, each key's in order. */
    void assertEachOnce(Ledger ledger, int sent, CliProcess survivor) {
        awaitOut(ledger, sent, survivor);
        instances.forEach(CliProcess::terminate);
        ledger.drain();
        assertThat(ledger.lost(sent)).as("lost of " + sent).isEmpty();
        assertThat(ledger.duplicated()).as("duplicated of " + sent).isEmpty();
        assertThat(ledger.disorder()).as("out of order of " + sent).isEmpty();
        record(sent);
    }

    /** Which test it was, and how many events. */
    private static void record(int sent) {
        String test = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().endsWith("IT"))
                        .map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName())
                        .findFirst()
                        .orElseThrow());
        try {
            Files.writeString(COUNTS, test + "," + sent + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> values(String instance) {
        Map<String, String> values = new TreeMap<>();
        values.put(
                Settings.BOOTSTRAP_SERVERS,
                instance.equals("nobody") ? cluster.bootstrapServers() : cluster.bootstrapServersBehindLinks());
        values.put(Settings.TOPIC_PARTITIONS, "4");
        values.put(Settings.INSTANCE_ID, instance);
        values.put(Settings.STATE_DIR, folder.resolve("state-" + instance).toString());
        values.put(Settings.MODEL_DIR, model.toString());
        values.put(Settings.IMAGE_FILE_ROOTS, photos.toString());
        values.put(Settings.ROLES, "classify");
        values.putAll(extra);
        return values;
    }

    @Override
    public void close() throws IOException {
        instances.forEach(CliProcess::close);
        cluster.close();
    }

    private static int timesReady(CliProcess instance) {
        return instance.errors().split("Ready to classify", -1).length;
    }
}
