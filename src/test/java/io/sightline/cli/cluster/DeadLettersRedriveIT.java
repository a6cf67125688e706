package io.sightline.cli.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sightline.cli.Cli;
import io.sightline.config.Settings;
import io.sightline.event.DeadLetter;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.EventTopics;
import io.sightline.event.ImageRejectedException;
import io.sightline.event.SourceRecord;
import io.sightline.kafka.BrokerExtension;
import io.sightline.kafka.ClusterException;
import io.sightline.kafka.TopicReader;
import io.sightline.kafka.Topics;
import io.sightline.stream.redrive.RedriveRequest;
import io.sightline.stream.redrive.Redriver;
import io.sightline.stream.redrive.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator mends what was wrong and sends dead letters back. */
class DeadLettersRedriveIT {
    private static final long LONG_AGO = Instant.parse("2026-11-01T10:00:00Z").toEpochMilli();

    @RegisterExtension
    static final BrokerExtension broker = new BrokerExtension();

    private String prefix = "";
    private String images = "";

    @BeforeEach
    void topics() {
        prefix = broker.prefix() + Long.toHexString(System.nanoTime()) + ".";
        images = prefix + EventTopics.IMAGES;
        Settings settings = broker.settings(Map.of(Settings.TOPIC_PREFIX, prefix, Settings.TOPIC_PARTITIONS, "3"));
        try (Topics topics = Topics.connect(broker.clients())) {
            topics.create(EventTopics.specs(settings));
        }
    }

    @Test
    void aRecordGoesBackAsItWasReceived() {
        Headers headers = new RecordHeaders()
                .add("traceparent", "00-ab-cd-01".getBytes(UTF_8))
                .add("camera", new byte[] {(byte) 0xfe});
        broker.send(List.of(letter(images, 2, "k", "{\"id\":\"a\",\"uri\":\"file:///a\"}", "not-found", headers)));

        Cli.Result result = redrive();

        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.lines()).first().asString().matches("sent +not-found +\\S+dead-letters-\\d-0 +to \\S+: a");
        assertThat(result.lines()).last().asString().startsWith("1 sent, 0 sent before");
        ConsumerRecord<byte[], byte[]> back = broker.read(images, 1).get(0);
        assertThat(back.partition()).isEqualTo(2);
        assertThat(back.key()).isEqualTo("k".getBytes(UTF_8));
        assertThat(back.value()).isEqualTo("{\"id\":\"a\",\"uri\":\"file:///a\"}".getBytes(UTF_8));
        assertThat(text(back.headers()))
                .isEqualTo(Map.of("traceparent", "00-ab-cd-01", "camera", "\ufffd", "sightline.redriven", "1"));
        assertThat(back.timestamp()).isGreaterThan(LONG_AGO);
    }

    @Test
    void feedbackGoesBackToItsOwnTopic() {
        String feedback = prefix + EventTopics.FEEDBACK;
        broker.send(List.of(
                letter(feedback, 0, "a", "{\"id\":\"a\",\"label\":\"dent\"}", "unknown-id", new RecordHeaders())));

        assertThat(redrive().lines()).last().asString().startsWith("1 sent");
        assertThat(broker.read(feedback, 1)).hasSize(1);
        assertThat(now(images)).isEmpty();
    }

    @Test
    void whatWasSentIsNotSentAgainWhateverIsAskedFor() {
        sendLetters("not-found", "fetch-timeout", "not-found", "corrupt-image");

        assertThat(redrive("--reason", "not-found", "--max", "1").lines())
                .last()
                .asString()
                .startsWith("1 sent,");
        assertThat(redrive("--reason", "not-found", "--reason", "fetch-timeout").lines())
                .last()
                .asString()
                .startsWith("2 sent, 1 sent before");
        assertThat(redrive().lines()).last().asString().startsWith("1 sent, 3 sent before");
        assertThat(redrive().lines()).containsExactly("0 sent, 4 sent before, 0 sent too often, 0 of other topics");
        assertThat(now(images)).containsExactlyInAnyOrder("id-0", "id-1", "id-2", "id-3");

        assertThat(redrive("--id", "id-2", "--again", "--json").out())
                .contains("\"outcome\":\"sent\"", "\"id\":\"id-2\"", "\"reason\":\"not-found\"");
        assertThat(now(images)).hasSize(5);
    }

    @Test
    void aDryRunSendsAndRemembersNothing() {
        sendLetters("not-found", "not-found");

        Cli.Result dry = redrive("--dry-run");

        assertThat(dry.lines()).hasSize(3).last().asString().startsWith("2 would be sent");
        assertThat(dry.lines().subList(0, 2)).allMatch(line -> line.startsWith("would-send"));
        assertThat(now(images)).isEmpty();
        assertThat(redrive().lines()).last().asString().startsWith("2 sent");
    }

    @Test
    void oldOnesAreLeftIfOnlyNewOnesAreWanted() {
        sendLetters("not-found");
        assertThat(redrive("--since", "1h").lines()).last().asString().startsWith("0 sent");
        assertThat(redrive("--since", "2026-11-01T09:00:00Z").lines())
                .last()
                .asString()
                .startsWith("1 sent");
    }

    @Test
    void aRecordThatFailsAgainAndAgainIsLeftInTheEnd() {
        Headers often = new RecordHeaders().add(DeadLetter.REDRIVEN, "3".getBytes(UTF_8));
        broker.send(List.of(letter(images, 0, "a", "file:///a", "not-found", often)));

        assertThat(redrive().lines()).first().asString().startsWith("too-often");
        assertThat(now(images)).isEmpty();
        assertThat(redrive("--max-redrives", "4").lines()).last().asString().startsWith("1 sent");
        assertThat(text(broker.read(images, 1).get(0).headers())).containsExactly(Map.entry("sightline.redriven", "4"));
    }

    @Test
    void aLetterOfAnotherServiceIsNotTouched() {
        broker.send(List.of(letter("somebody-elses", 0, "a", "file:///a", "not-found", new RecordHeaders())));

        assertThat(redrive().lines()).last().asString().endsWith("1 of other topics");
    }

    @Test
    void aRedriveThatIsCutShortSendsNothingTwiceAndSaysOnlyWhatCounts() throws Exception {
        sendLetters("not-found", "not-found", "not-found");
        broker.send(List.of(
                letter(prefix + EventTopics.FEEDBACK, 0, "a", "{\"id\":\"a\"}", "unknown-id", new RecordHeaders())));
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            admin.deleteTopics(List.of(prefix + EventTopics.FEEDBACK)).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(prefix + EventTopics.FEEDBACK));
        }
        Redriver redriver = new Redriver(settings());
        List<Verdict> told = new ArrayList<>();

        assertThatThrownBy(() -> redriver.run(RedriveRequest.all(), told::add))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining(EventTopics.FEEDBACK);
        assertThat(now(images)).hasSameSizeAs(told);

        assertThat(redrive("--reason", "not-found").exit()).isZero();
        assertThat(now(images)).containsExactlyInAnyOrder("id-0", "id-1", "id-2");
    }

    @Test
    void whoIsToldThatALetterWasSentFindsItOnItsTopic() throws InterruptedException {
        sendLetters("not-found", "not-found");
        List<String> told = new ArrayList<>();

        new Redriver(settings()).run(RedriveRequest.all(), verdict -> {
            told.add(verdict.id());
            assertThat(now(images)).containsAll(told);
        });

        assertThat(told).containsExactly("id-0", "id-1");
    }

    @Test
    void ofTwoAtATimeTheLaterGoesOn() throws InterruptedException {
        sendLetters("not-found", "not-found");
        Redriver earlier = new Redriver(settings());
        Redriver later = new Redriver(settings());
        // so slow that each is sent by itself, also where the pace has seconds to catch up with
        RedriveRequest slow = new RedriveRequest(Set.of(), Set.of(), null, Long.MAX_VALUE, 3, 0.2, false, false);

        assertThatThrownBy(() -> earlier.run(slow, verdict -> {
                    if (verdict.id().equals("id-0")) {
                        redriveUnchecked(later);
                    }
                }))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("another redrive of this service has begun and goes on");
        assertThat(now(images)).containsExactlyInAnyOrder("id-0", "id-1");
    }

    @Test
    void aLetterThatTwoSendAtOnceIsSentOnce() throws Exception {
        sendLetters("not-found", "not-found", "not-found", "not-found", "not-found", "not-found");
        List<SourceRecord> letters = broker.read(prefix + EventTopics.DEAD_LETTERS, 6).stream()
                .map(SourceRecord::of)
                .toList();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (SourceRecord letter : letters) {
                CyclicBarrier together = new CyclicBarrier(2);
                Callable<Boolean> click = () -> {
                    Redriver redriver = new Redriver(settings());
                    together.await();
                    try {
                        redriver.one(letter);
                        return true;
                    } catch (ClusterException e) {
                        assertThat(e).hasMessageContaining("another redrive");
                        return false;
                    }
                };
                List<Boolean> done = new ArrayList<>();
                for (Future<Boolean> each : two.invokeAll(List.of(click, click))) {
                    done.add(each.get());
                }
                assertThat(done).as("the later goes on").contains(true);
            }
        } finally {
            two.shutdownNow();
        }

        assertThat(now(images)).containsExactlyInAnyOrder("id-0", "id-1", "id-2", "id-3", "id-4", "id-5");
    }

    @Test
    void asJsonTheCountsComeLastAlsoIfThereIsNothing() {
        assertThat(redrive("--json").lines())
                .containsExactly("{\"dryRun\":false,\"sent\":0,\"sentBefore\":0,\"tooOften\":0,\"foreign\":0}");
        sendLetters("not-found");
        assertThat(redrive("--json", "--dry-run").lines())
                .hasSize(2)
                .last()
                .isEqualTo("{\"dryRun\":true,\"sent\":1,\"sentBefore\":0,\"tooOften\":0,\"foreign\":0}");
    }

    @Test
    void wrongUsageIsNamed() {
        assertThat(redrive("--reason", "bad-luck").err())
                .contains("no such reason: bad-luck; there are malformed-event");
        assertThat(redrive("--since", "yesterday").err()).contains("--since yesterday is no time");
        assertThat(redrive("--rate", "0").exit()).isEqualTo(2);
    }

    private static void redriveUnchecked(Redriver redriver) {
        try {
            redriver.run(RedriveRequest.all(), verdict -> {});
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Settings settings() {
        return broker.settings(Map.of(Settings.TOPIC_PREFIX, prefix, Settings.APPLICATION_ID, prefix + "sightline"));
    }

    /** Dead letters of images id-0, id-1, ..., on one partition, in this order. */
    private void sendLetters(String... reasons) {
        List<ProducerRecord<byte[], byte[]>> letters = new ArrayList<>();
        for (String reason : reasons) {
            letters.add(letter(
                    images,
                    1,
                    "k",
                    "{\"id\":\"id-" + letters.size() + "\",\"uri\":\"file:///a\"}",
                    reason,
                    new RecordHeaders()));
        }
        broker.send(letters);
    }

    private ProducerRecord<byte[], byte[]> letter(
            String topic, int partition, String key, String value, String reason, Headers headers) {
        SourceRecord source =
                new SourceRecord(key.getBytes(UTF_8), value.getBytes(UTF_8), headers, topic, partition, 7, LONG_AGO);
        DeadLetterReason why = Stream.of(DeadLetterReason.values())
                .filter(each -> each.code().equals(reason))
                .findFirst()
                .orElseThrow();
        return new ProducerRecord<>(
                prefix + EventTopics.DEAD_LETTERS,
                0,
                LONG_AGO,
                source.key(),
                source.value(),
                DeadLetter.headers(source, new ImageRejectedException(why, "it was " + reason)));
    }

    private Cli.Result redrive(String... arguments) {
        List<String> all = new ArrayList<>(List.of("dead-letters", "redrive"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--bootstrap-servers",
                broker.bootstrapServers(),
                "--set",
                "topic.prefix=" + prefix,
                "--set",
                "application.id=" + prefix + "sightline"));
        return Cli.run(all.toArray(String[]::new));
    }

    /** Ids of what is on a topic now, with all that has been committed. */
    private List<String> now(String topic) {
        List<String> ids = new ArrayList<>();
        broker.awaitCommits(topic);
        try (TopicReader reader = TopicReader.fromBeginning(broker.clients(), topic)) {
            while (!reader.atEnd()) {
                reader.poll(Duration.ofMillis(200))
                        .forEach(record ->
                                ids.add(new String(record.value(), UTF_8).replaceAll(".*\"id\":\"([^\"]*)\".*", "$1")));
            }
        }
        return ids;
    }

    private static Map<String, String> text(Headers headers) {
        Map<String, String> texts = new TreeMap<>();
        for (Header header : headers) {
            texts.put(header.key(), new String(header.value(), UTF_8));
        }
        return texts;
    }
}
