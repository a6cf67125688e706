package io.sightline.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.image.TestPictures;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.EmbeddedBroker;
import io.sightline.kafka.Topics;
import io.sightline.model.TestModels;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.commons.io.FileUtils;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures what it costs to watch a service under a steady load (MobileNetV2 at 224 pixels): how long a scrape
 * takes, and the processor time of the threads that serve the page, without a browser and with a real one.
 * Arguments: images a second (30), seconds of each measurement (60).
 */
public final class WatchingCost {
    private static final List<String> PAGE_THREADS = List.of("sightline-http", "sightline-live", "sightline-stats");
    private static final int SCRAPES = 40;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final URI address;
    private final int seconds;

    private WatchingCost(URI address, int seconds) {
        this.address = address;
        this.seconds = seconds;
    }

    public static void main(String[] arguments) throws Exception {
        int perSecond = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        Path folder = Files.createTempDirectory("watching-cost");
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            Settings settings = settings(folder, broker);
            byte[] event = Files.write(folder.resolve("part.jpg"), TestPictures.jpeg(500, 375))
                    .toUri()
                    .toString()
                    .getBytes(UTF_8);
            try (Topics topics = Topics.connect(new ClientSettings(settings))) {
                topics.create(EventTopics.specs(settings));
            }
            try (ClassifierService service = ClassifierService.start(settings)) {
                service.awaitReady(Duration.ofMinutes(1));
                Thread sender = new Thread(() -> send(settings, event, perSecond), "sender");
                sender.setDaemon(true);
                sender.start();
                TimeUnit.SECONDS.sleep(10); // until it runs evenly
                URI address =
                        URI.create("http://127.0.0.1:" + service.httpAddress().getPort());
                new WatchingCost(address, seconds).run(folder, perSecond);
                sender.interrupt();
                sender.join();
            }
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private void run(Path folder, int perSecond) throws Exception {
        System.out.printf("%d images/s, Kafka's clients keep %d figures%n", perSecond, kafkaFigures());
        scrapes();
        System.out.printf("page threads without a browser: %.2f %% of one processor%n", pageShare());
        Process browser = new ProcessBuilder(
                        "chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder.resolve("browser"),
                        address + "/")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            TimeUnit.SECONDS.sleep(10);
            System.out.printf("page threads with one browser:  %.2f %% of one processor%n", pageShare());
        } finally {
            browser.descendants().forEach(ProcessHandle::destroy);
            browser.destroy();
            browser.waitFor();
        }
    }

    private void scrapes() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve("/metrics")).build();
        List<Double> millis = new ArrayList<>();
        String page = "";
        for (int i = 0; i < SCRAPES; i++) {
            long start = System.nanoTime();
            page = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            millis.add((System.nanoTime() - start) / 1e6);
            TimeUnit.MILLISECONDS.sleep(250);
        }
        Collections.sort(millis);
        System.out.printf(
                "scrape: %d samples, %d bytes; median %.1f ms, longest %.1f ms of %d%n",
                page.lines().filter(line -> !line.startsWith("#")).count(),
                page.length(),
                millis.get(SCRAPES / 2),
                millis.get(SCRAPES - 1),
                SCRAPES);
    }

    /** Percent of one processor. */
    private double pageShare() throws InterruptedException {
        Map<Long, Long> before = pageNanos();
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        long used = 0;
        for (Map.Entry<Long, Long> thread : pageNanos().entrySet()) {
            used += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
        }
        return 100.0 * used / (System.nanoTime() - start);
    }

    private Map<Long, Long> pageNanos() {
        Map<Long, Long> nanos = new HashMap<>();
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            long used = threads.getThreadCpuTime(id);
            if (info != null && used >= 0 && PAGE_THREADS.stream().anyMatch(info.getThreadName()::startsWith)) {
                nanos.put(id, used);
            }
        }
        return nanos;
    }

    private static int kafkaFigures() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        int figures = 0;
        for (String domain : List.of("kafka.streams", "kafka.consumer", "kafka.producer", "kafka.admin.client")) {
            for (ObjectName bean : beans.queryNames(new ObjectName(domain + ":*"), null)) {
                figures += beans.getMBeanInfo(bean).getAttributes().length;
            }
        }
        return figures;
    }

    private static void send(Settings settings, byte[] event, int perSecond) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                new ClientSettings(settings).producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            long due = System.nanoTime();
            for (int number = 0; !Thread.currentThread().isInterrupted(); number++) {
                TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
                byte[] id = ("image-" + number).getBytes(UTF_8);
                producer.send(new ProducerRecord<>(settings.topic(EventTopics.IMAGES), id, event));
                due += 1_000_000_000L / perSecond;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the measurement is over
        }
    }

    private static Settings settings(Path folder, EmbeddedBroker broker) {
        Map<String, String> values = new TreeMap<>();
        values.put(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        values.put(Settings.STATE_DIR, folder.resolve("state").toString());
        values.put(
                Settings.MODEL_DIR,
                TestModels.write(
                                folder.resolve("model"),
                                DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(1.0, 224)),
                                "ok",
                                "dent",
                                "scratch")
                        .folder()
                        .toString());
        values.put(Settings.IMAGE_FILE_ROOTS, folder.toString());
        values.put(Settings.HTTP_PORT, "0");
        return new Settings(values);
    }
}
