package io.sightline.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sightline.config.Settings;
import io.sightline.demo.DemoReport.Latency;
import io.sightline.event.EventTopics;
import io.sightline.kafka.ClientSettings;
import io.sightline.kafka.EmbeddedBroker;
import io.sightline.kafka.Topics;
import io.sightline.service.ClassifierService;
import io.sightline.training.RunReport;
import io.sightline.training.Training;
import io.sightline.training.TrainingListener;
import io.sightline.training.TrainingRequest;
import io.sightline.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The whole story in one process: pictures are made or taken from a folder, a model is trained on some
 * of them, a broker and the service start, the others stream through, and what comes back is counted.
 * Nothing in it is special to the demo: broker, engine, training and service are those users run.
 */
public final class Demo implements AutoCloseable {
    private static final int STEADY = 200;
    private static final int PER_SECOND = 20;
    private static final int BACKLOG = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DemoOptions options;
    private final DemoListener listener;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Shipments shipments;
    private final TrainingResult trained;
    private final KafkaProducer<byte[], byte[]> producer;
    private final String images;
    private final Settings settings;

    private Demo(DemoOptions options, DemoListener listener) throws IOException, InterruptedException {
        this.options = options;
        this.listener = listener;
        try {
            DemoPictures pictures = options.photos() == null
                    ? DemoPictures.render(options.work(), listener)
                    : DemoPictures.photographs(options.photos());
            this.trained = train(pictures);
            Path broken = options.work().resolve("broken");
            this.shipments = Shipments.of(pictures.streamed(), broken);
            this.settings = settings(startBroker(), List.of(pictures.root(), broken));
            this.images = settings.topic(EventTopics.IMAGES);
            startService(settings);
            this.producer = keep(new KafkaProducer<>(
                    new ClientSettings(settings).producer(), new ByteArraySerializer(), new ByteArraySerializer()));
        } catch (IOException | InterruptedException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    /**
     * Prepares everything, up to a service that is ready.
     *
     * @throws IOException if the work folder cannot be written or a photograph cannot be read
     */
    public static Demo prepare(DemoOptions options, DemoListener listener) throws IOException, InterruptedException {
        return new Demo(options, listener);
    }

    /** Streams pictures, first at a steady rate, then as a backlog, and counts what came back. */
    public DemoReport play() throws IOException, InterruptedException {
        DemoLedger ledger = new DemoLedger(false);
        Latency latency;
        double seconds;
        try (ResultReader reader = new ResultReader(settings, ledger, listener)) {
            listener.step("Streaming " + STEADY + " events at " + PER_SECOND + " a second");
            send(ledger, shipments.next(STEADY), PER_SECOND);
            awaitAnswers(ledger);
            latency = ledger.takeLatency();

            listener.step("Working off a backlog of " + BACKLOG + " events");
            long start = System.nanoTime();
            send(ledger, shipments.next(BACKLOG), 0);
            awaitAnswers(ledger);
            seconds = (System.nanoTime() - start) / 1e9;
        }
        return new DemoReport(
                ledger.sentCount(),
                ledger.predictions(),
                ledger.deadLetters(),
                ledger.unanswered(),
                ledger.duplicates(),
                round(ledger.accuracy(), 4),
                round(BACKLOG / seconds, 1),
                latency,
                options.backbone().origin(),
                trainedOn(),
                Math.min(shipments.pictures(), ledger.predictions()));
    }

    /** Goes on streaming pictures until the thread is interrupted. */
    public void keepStreaming() throws IOException, InterruptedException {
        listener.step("Streaming on; press Ctrl-C to stop");
        DemoLedger ledger = new DemoLedger(true);
        try (ResultReader reader = new ResultReader(settings, ledger, listener)) {
            while (!Thread.currentThread().isInterrupted()) {
                send(ledger, shipments.next(PER_SECOND), PER_SECOND / 4);
            }
        }
    }

    private TrainingResult train(DemoPictures pictures) {
        listener.step("Training on top of " + options.backbone().origin());
        TrainingRequest request =
                TrainingRequest.of(pictures.trainingFolder(), options.work().resolve("model"), options.backbone());
        return Training.run(request, listening(), RunReport.none());
    }

    private TrainingListener listening() {
        return new TrainingListener() {
            @Override
            public void photosSeen(int done, int total) {
                listener.progress(done, total);
            }
        };
    }

    private EmbeddedBroker startBroker() {
        listener.step("Starting a Kafka broker");
        return keep(EmbeddedBroker.start(options.work().resolve("broker"), 0));
    }

    private Settings settings(EmbeddedBroker broker, List<Path> roots) {
        Map<String, String> values = new TreeMap<>();
        values.put(Settings.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        values.put(Settings.TOPIC_PARTITIONS, "4");
        values.put(Settings.STATE_DIR, options.work().resolve("state").toString());
        values.put(Settings.MODEL_DIR, trained.bundle().folder().toString());
        values.put(
                Settings.IMAGE_FILE_ROOTS,
                roots.stream().map(root -> root.toString().replace(",", "%2C")).collect(Collectors.joining(",")));
        values.put(Settings.HTTP_PORT, Integer.toString(options.httpPort()));
        return new Settings(values);
    }

    private void startService(Settings settings) throws InterruptedException {
        listener.step("Starting the service");
        try (Topics topics = Topics.connect(new ClientSettings(settings))) {
            topics.create(EventTopics.specs(settings));
        }
        ClassifierService service = keep(ClassifierService.start(settings));
        service.awaitReady(PATIENCE);
        listener.serving(
                service.httpAddress(),
                settings.getList(Settings.BOOTSTRAP_SERVERS).get(0));
    }

    /** Sends events evenly at a rate, or all at once where the rate is 0. */
    private void send(DemoLedger ledger, List<Shipment> events, int perSecond) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < events.size(); i++) {
            if (perSecond > 0) {
                long due = start + TimeUnit.SECONDS.toNanos(i) / perSecond;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
            Shipment event = events.get(i);
            List<Header> headers = event.contentType() == null
                    ? List.of()
                    : List.of(
                            new RecordHeader("content-type", event.contentType().getBytes(UTF_8)));
            ledger.sent(event);
            producer.send(new ProducerRecord<>(images, null, event.id().getBytes(UTF_8), event.value(), headers));
        }
        producer.flush();
    }

    private static void awaitAnswers(DemoLedger ledger) throws InterruptedException {
        long progressed = System.nanoTime();
        int left = ledger.unanswered();
        while (left > 0 && System.nanoTime() - progressed < PATIENCE.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(5);
            int now = ledger.unanswered();
            if (now < left) {
                left = now;
                progressed = System.nanoTime();
            }
        }
    }

    private int trainedOn() {
        return trained.bundle().manifest().training().get("trainCount") instanceof Number count ? count.intValue() : 0;
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    private static double round(double value, int digits) {
        double scale = Math.pow(10, digits);
        return Math.round(value * scale) / scale;
    }

    @Override
    public void close() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }
}
