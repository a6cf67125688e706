package io.sightline.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sightline.bench.contender.Contender;
import io.sightline.bench.contender.Decoding;
import io.sightline.bench.contender.Job;
import io.sightline.bench.contender.Loop;
import io.sightline.bench.contender.NoOpModel;
import io.sightline.bench.load.Models;
import io.sightline.bench.load.Photographs;
import io.sightline.cnn.Backbone;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes on a real broker; the figures themselves are nobody's business here. */
class LiveTest {
    private static final int SIDE = 8;
    private static final int PARTITIONS = 2;
    private static final Window SHORT = Window.ofSeconds(1, 1, 1, 1);

    @TempDir
    static Path folder;

    private static BrokerProcess broker;
    private static Stage stage;
    private static Feed feed;

    @BeforeAll
    static void start() throws Exception {
        broker = BrokerProcess.start(folder.resolve("broker"));
        List<Path> pictures = Photographs.draw(folder.resolve("pictures"), 2, SIDE, SIDE);
        feed = Feed.ofPicture(PARTITIONS, Files.readAllBytes(pictures.get(0)));
        Path model =
                Models.write(folder.resolve("model"), Backbone.MOBILENET_V2).folder();
        stage = new Stage(broker, model, pictures, folder.resolve("runs"), folder.resolve("logs"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void contendersTakeTurnsWithTheLimitInOneProcessAfterTheOtherAndAnswerEveryImageOnce() throws Exception {
        List<String> progress = new ArrayList<>();
        List<Turn> turns = List.of(turn("first"), turn("second"));
        List<Failure> failures = new ArrayList<>();
        try (Rounds rounds = Rounds.start(stage, Decoding.class, Loop.DECODE, SHORT, progress::add, failures)) {
            for (Turn turn : turns) {
                rounds.run(turn, 1, 2);
            }
            rounds.startAnew();
            for (Turn turn : turns) {
                rounds.run(turn, 3, 1);
            }

            assertThat(failures).isEmpty();
            List<Measured> measured = rounds.measured(turns);
            assertThat(measured).extracting(Measured::name).containsExactly("first", "second");
            assertThat(measured).allSatisfy(contender -> {
                assertThat(contender.imagesPerSecond().low()).isPositive();
                assertThat(contender.cpuSecondsPerImage().low()).isPositive();
                assertThat(contender.life().duplicates()).isZero();
            });
            // The first goes on beside the second, and all its rounds count.
            assertThat(measured.get(0).ofLimit().rounds()).isEqualTo(2 * 2 + 2 * 1);
            assertThat(measured.get(1).ofFirst().rounds()).isEqualTo(2 + 1);
            assertThat(measured)
                    .extracting(contender -> contender.life().processes())
                    .containsExactly(2, 2);
        }
        assertThat(folder.resolve("logs"))
                .isDirectoryContaining("glob:**/first-2.log")
                .isDirectoryContaining("glob:**/limit-2.log");
        assertThat(folder.resolve("runs")).isEmptyDirectory();
    }

    @Test
    void soManyEventsAreMeasuredFromTheFirstToTheLast() throws Exception {
        try (Live live = Live.start(stage, spec("many"), feed, SHORT)) {
            assertThat(live.measure(5000).images()).isEqualTo(5000);
        }
    }

    @Test
    void latencyIsMeasuredAtAShareOfTheSpeedJustSeen() throws Exception {
        try (Live live = Live.start(stage, spec("latency"), feed, SHORT)) {
            LatencyRow row = LatencyRun.measure(live, List.of(), 7, 0.1, Duration.ofSeconds(1), 2);

            assertThat(row.imagesPerSecond()).isBetween(0.05 * row.speed(), 0.2 * row.speed());
            assertThat(row.millis().p50())
                    .isPositive()
                    .isLessThanOrEqualTo(row.millis().p99());
            assertThat(row.p99Appended().median()).isBetween(0.0, row.millis().p99());
        }
    }

    @Test
    void aContenderThatEndsIsToldWithWhatItSaid() {
        Spec spec = Spec.own("broken", "", "none", Broken.class);

        assertThatThrownBy(() -> Live.start(stage, spec, feed, SHORT))
                .isInstanceOf(ContenderFailedException.class)
                .hasMessageContaining("ended with 1")
                .hasMessageContaining("no such library");
    }

    private static Turn turn(String name) {
        return new Turn(spec(name), feed, SHORT);
    }

    private static Spec spec(String name) {
        return Spec.own(name, "", "exactly once", NoOpModel.class).with(NoOpModel.SIDE, String.valueOf(SIDE));
    }

    /** Cannot be made to run. */
    public static final class Broken implements Contender {
        @Override
        public void start(Job job) {
            throw new IllegalStateException("no such library");
        }
    }
}
