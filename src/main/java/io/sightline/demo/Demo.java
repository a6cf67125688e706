package io.sightline.demo;

import io.sightline.config.Settings;
import io.sightline.demo.DemoReport.Latency;
import io.sightline.demo.DemoReport.Learning;
import io.sightline.event.EventTopics;
import io.sightline.event.ModelEvent;
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
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
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
    private static final int LATER = 300;

    private final DemoOptions options;
    private final DemoListener listener;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final DemoPictures pictures;
    private final TrainingResult trained;
    private final ClassifierService service;
    private Shipments shipments;
    private final KafkaProducer<byte[], byte[]> producer;
    private final EventSender sender;
    private final Settings settings;

    private Demo(DemoOptions options, DemoListener listener) throws IOException, InterruptedException {
        this.options = options;
        this.listener = listener;
        try {
            this.pictures = options.photos() == null
                    ? DemoPictures.render(options.work(), listener)
                    : DemoPictures.photographs(options.photos());
            this.trained = train();
            Path broken = options.work().resolve("broken");
            this.shipments = Shipments.of(pictures.known(), broken);
            List<Path> roots = new ArrayList<>(pictures.roots());
            roots.add(broken);
            this.settings = DemoSettings.of(
                    options,
                    startBroker().bootstrapServers(),
                    trained.bundle().folder(),
                    roots,
                    pictures.labelled().size());
            this.service = startService();
            this.producer = keep(new KafkaProducer<>(
                    new ClientSettings(settings).producer(), new ByteArraySerializer(), new ByteArraySerializer()));
            this.sender = new EventSender(producer, settings.topic(EventTopics.IMAGES));
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

    /**
     * Streams pictures, first at a steady rate, then as a backlog, then, of an inspection line, those with a
     * new defect, from whose labels the service learns; and counts what came back.
     *
     * @throws TimeoutException if the service does not come to a result from the labels
     */
    public DemoReport play() throws IOException, InterruptedException, TimeoutException {
        DemoLedger ledger = new DemoLedger(false);
        Latency latency;
        double seconds;
        double before;
        Learning learning = null;
        int tested;
        try (ResultReader reader = new ResultReader(settings, ledger, listener)) {
            listener.step("Streaming " + STEADY + " events at " + PER_SECOND + " a second");
            sender.send(ledger, shipments.next(STEADY), PER_SECOND);
            EventSender.awaitAnswers(ledger);
            latency = ledger.takeLatency();

            listener.step("Working off a backlog of " + BACKLOG + " events");
            long start = System.nanoTime();
            sender.send(ledger, shipments.next(BACKLOG), 0);
            EventSender.awaitAnswers(ledger);
            seconds = (System.nanoTime() - start) / 1e9;
            before = round(ledger.takeAccuracy(), 4);
            tested = Math.min(pictures.known().size(), ledger.predictions());

            if (!pictures.labelled().isEmpty()) {
                learning = learn(ledger, before);
                tested += pictures.labelled().size() + LATER;
            }
        }
        return new DemoReport(
                ledger.sentCount(),
                ledger.predictions(),
                ledger.deadLetters(),
                ledger.unanswered(),
                ledger.duplicates(),
                learning == null ? before : learning.accuracyAfter(),
                round(BACKLOG / seconds, 1),
                latency,
                options.backbone().origin(),
                trainedOn(),
                tested,
                learning);
    }

    private Learning learn(DemoLedger ledger, double before)
            throws IOException, InterruptedException, TimeoutException {
        try (LearningStory story = new LearningStory(settings, producer, listener)) {
            shipments = shipments.then(pictures.labelled());
            listener.step("A new defect comes up the line: " + DemoPictures.NEW_DEFECT);
            List<Shipment> unknown = shipments.next(shipments.events());
            sender.send(ledger, unknown, 0);
            EventSender.awaitAnswers(ledger);
            double during = round(ledger.takeAccuracy(), 4);

            listener.step("Reviewers label " + pictures.labelled().size() + " of the pictures; the service learns, the"
                    + " stream goes on");
            shipments = shipments.then(pictures.later());
            long start = System.nanoTime();
            story.label(unknown);
            int swaps = 0;
            ModelEvent result = story.awaitResult(() -> sender.send(ledger, shipments.next(1), PER_SECOND));
            if (result.type() == ModelEvent.Type.PROMOTED) {
                String version = String.valueOf(result.version());
                while (!service.model().version().equals(version)) {
                    sender.send(ledger, shipments.next(1), PER_SECOND);
                }
                swaps++;
            }
            double learned = (System.nanoTime() - start) / 1e9;
            EventSender.awaitAnswers(ledger);
            ledger.takeAccuracy(); // of two models

            listener.step("Streaming " + LATER + " more parts with all defects");
            sender.send(ledger, shipments.next(LATER), 0);
            EventSender.awaitAnswers(ledger);
            return new Learning(
                    before,
                    during,
                    round(ledger.takeAccuracy(), 4),
                    story.labelled(),
                    story.versions(service.model().name(), options.work().resolve("registry")),
                    swaps,
                    story.count(ModelEvent.Type.PROMOTED),
                    story.count(ModelEvent.Type.REFUSED),
                    round(learned, 1));
        }
    }

    /** Goes on streaming pictures until the thread is interrupted. */
    public void keepStreaming() throws IOException, InterruptedException {
        listener.step("Streaming on; press Ctrl-C to stop");
        DemoLedger ledger = new DemoLedger(true);
        try (ResultReader reader = new ResultReader(settings, ledger, listener)) {
            while (!Thread.currentThread().isInterrupted()) {
                sender.send(ledger, shipments.next(PER_SECOND), PER_SECOND / 4);
            }
        }
    }

    private TrainingResult train() {
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

    private ClassifierService startService() throws InterruptedException {
        listener.step("Starting the service");
        try (Topics topics = Topics.connect(new ClientSettings(settings))) {
            topics.create(EventTopics.specs(settings));
        }
        ClassifierService started = keep(ClassifierService.start(settings));
        started.awaitReady(PATIENCE);
        listener.serving(
                started.httpAddress(),
                settings.getList(Settings.BOOTSTRAP_SERVERS).get(0));
        return started;
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
