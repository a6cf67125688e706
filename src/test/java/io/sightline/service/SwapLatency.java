package io.sightline.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import io.sightline.config.Settings;
import io.sightline.event.EventTopics;
import io.sightline.image.TestPictures;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.EmbeddedBroker;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import io.sightline.model.Bundle;
import io.sightline.model.TestModels;
import io.sightline.registry.Change;
import io.sightline.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures what a swap costs those who wait for predictions: MobileNetV2 at 224 pixels under a steady random
 * load, windows without and with a swap in turns, once between models on one backbone, once between two
 * backbones. Latency is from sending to seeing the committed prediction. Arguments: images a second (30),
 * windows of each kind (10).
 */
public final class SwapLatency {
    private static final Change BY_US = Change.by("measurement", null);
    private static final long WINDOW_NS = TimeUnit.SECONDS.toNanos(4);

    private final Settings settings;
    private final int perSecond;
    private final ClassifierService service;
    private final ModelRegistry registry;
    private final Map<String, Long> sentAt = new ConcurrentHashMap<>();
    private final Map<String, Double> answered = new ConcurrentHashMap<>();
    private final byte[] event;
    private int next;

    private SwapLatency(
            Settings settings, int perSecond, ClassifierService service, ModelRegistry registry, Path picture) {
        this.settings = settings;
        this.perSecond = perSecond;
        this.service = service;
        this.registry = registry;
        this.event = picture.toUri().toString().getBytes(UTF_8);
    }

    public static void main(String[] arguments) throws Exception {
        int perSecond = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 30;
        int windows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10;
        Path folder = Files.createTempDirectory("swap-latency");
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), 0)) {
            Bundle first = bundle(folder.resolve("first"), 1.0, "ok", "dent");
            Bundle sameBackbone = bundle(folder.resolve("second"), 1.0, "ok", "dent", "scratch");
            Bundle otherBackbone = bundle(folder.resolve("third"), 0.75, "ok", "dent", "scratch");
            Path picture = Files.write(folder.resolve("part.jpg"), TestPictures.jpeg(500, 375));
            Settings settings = settings(folder, broker, first);
            try (Topics topics = Topics.connect(new ClientSettings(settings))) {
                topics.create(EventTopics.specs(settings));
            }
            try (ClassifierService service = ClassifierService.start(settings);
                    ModelRegistry registry = ModelRegistry.open(settings, "measurement")) {
                service.awaitReady(Duration.ofMinutes(1));
                registry.publish(sameBackbone, BY_US);
                registry.publish(otherBackbone, BY_US);
                SwapLatency measurement = new SwapLatency(settings, perSecond, service, registry, picture);
                measurement.run("the same backbone", windows, 2);
                measurement.run("another backbone", windows, 3);
            }
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private void run(String what, int windows, int other) throws Exception {
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        List<Double> converged = new ArrayList<>();
        Thread reader = new Thread(this::read, "reader");
        reader.setDaemon(true);
        reader.start();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                new ClientSettings(settings).producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            window(producer, null); // warms up
            for (int i = 0; i < windows; i++) {
                without.addAll(window(producer, null));
                int target = service.model().version().equals("1") ? other : 1;
                with.addAll(window(producer, () -> converged.add(promote(target))));
            }
        }
        reader.interrupt();
        reader.join();
        System.out.printf(
                "%s: %d windows of %d s each, %d images/s%n", what, windows, WINDOW_NS / 1_000_000_000, perSecond);
        print("without a swap", without);
        print("with a swap", with);
        print("promotion to serving", converged);
        System.out.printf("p99 with / without: %.2f%n", percentile(with, 0.99) / percentile(without, 0.99));
    }

    private double promote(int version) {
        long start = System.nanoTime();
        registry.promote("surfaces", version, BY_US);
        while (!service.model().version().equals(String.valueOf(version))) {
            Thread.onSpinWait();
            try {
                TimeUnit.MILLISECONDS.sleep(2);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return (System.nanoTime() - start) / 1e6;
    }

    /** Sends for the length of a window, a swap at its beginning, and returns the latencies of what was sent. */
    private List<Double> window(KafkaProducer<byte[], byte[]> producer, Runnable swap) throws Exception {
        Random random = new Random(next);
        List<String> ids = new ArrayList<>();
        Thread swapping = null;
        if (swap != null) {
            swapping = new Thread(swap, "swap");
            swapping.start();
        }
        long end = System.nanoTime() + WINDOW_NS;
        long due = System.nanoTime();
        while (due < end) {
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            String id = "image-" + next++;
            ids.add(id);
            sentAt.put(id, System.nanoTime());
            producer.send(new ProducerRecord<>(settings.topic(EventTopics.IMAGES), id.getBytes(UTF_8), event));
            due += (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
        }
        while (!answered.keySet().containsAll(ids)) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        if (swapping != null) {
            swapping.join();
        }
        return ids.stream().map(answered::get).toList();
    }

    private void read() {
        try (TopicReader predictions =
                TopicReader.fromNow(new ClientSettings(settings), settings.topic(EventTopics.PREDICTIONS))) {
            while (!Thread.currentThread().isInterrupted()) {
                predictions.poll(Duration.ofMillis(50)).forEach(record -> {
                    String id = new String(record.key(), UTF_8);
                    answered.put(id, (System.nanoTime() - sentAt.getOrDefault(id, 0L)) / 1e6);
                });
            }
        } catch (org.apache.kafka.common.errors.InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Settings settings(Path folder, EmbeddedBroker broker, Bundle model) {
        Map<String, String> values = new TreeMap<>();
        values.put(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        values.put(Settings.TOPIC_PARTITIONS, "4");
        values.put(Settings.STATE_DIR, folder.resolve("state").toString());
        values.put(Settings.MODEL_DIR, model.folder().toString());
        values.put(Settings.IMAGE_FILE_ROOTS, folder.toString());
        values.put(Settings.HTTP_PORT, "0");
        return new Settings(values);
    }

    private static Bundle bundle(Path folder, double alpha, String... labels) {
        return TestModels.write(
                folder, DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(alpha, 224)), labels);
    }

    private static void print(String what, List<Double> millis) {
        System.out.printf(
                "  %-22s n %5d   p50 %6.0f ms   p99 %6.0f ms   max %6.0f ms%n",
                what, millis.size(), percentile(millis, 0.5), percentile(millis, 0.99), percentile(millis, 1));
    }

    private static double percentile(List<Double> values, double share) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }
}
