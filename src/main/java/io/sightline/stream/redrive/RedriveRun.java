package io.sightline.stream.redrive;

import io.sightline.event.SourceRecord;
import io.sightline.kafka.TopicReader;
import io.sightline.stream.redrive.Verdict.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One way through the dead letters. The listener is told only of what counts: while a transaction is open,
 * verdicts wait for its commit. So none is open either while the listener takes its time.
 *
 * <p>Threading notes: one thread.
 */
final class RedriveRun {
    private static final Duration POLL = Duration.ofMillis(500);

    private final RedriveRequest request;
    private final LetterJudge judge;
    private final Consumer<Verdict> listener;
    private final @Nullable RedriveSender sender;
    private final RedriveReport.Tally tally = new RedriveReport.Tally();
    private final List<Verdict> untold = new ArrayList<>();
    private final Pace pace;

    /** With null for the sender nothing is sent. */
    RedriveRun(RedriveRequest request, LetterJudge judge, Consumer<Verdict> listener, @Nullable RedriveSender sender) {
        this.request = request;
        this.judge = judge;
        this.listener = listener;
        this.sender = sender;
        this.pace = new Pace(request.perSecond(), System.nanoTime());
    }

    RedriveReport through(TopicReader letters) throws InterruptedException {
        while (!isEnough() && !letters.atEnd()) {
            for (ConsumerRecord<byte[], byte[]> record : letters.poll(POLL)) {
                if (!isEnough()) {
                    take(SourceRecord.of(record));
                }
                commitIfDue(0);
            }
            commitIfDue(0);
        }
        if (sender != null) {
            sender.commit();
        }
        tell();
        return tally.report();
    }

    private boolean isEnough() {
        return tally.sent() >= request.max();
    }

    private void take(SourceRecord letter) throws InterruptedException {
        Verdict verdict = judge.judge(letter);
        if (!request.wants(letter, verdict.letter().reason(), verdict.id())) {
            return;
        }
        if (verdict.outcome() == Outcome.SENT && sender != null) {
            long wait = pace.take(System.nanoTime());
            commitIfDue(wait);
            TimeUnit.NANOSECONDS.sleep(wait);
            sender.send(letter, verdict.letter(), verdict.redriven() + 1);
        }
        tally.add(verdict.outcome());
        untold.add(verdict);
    }

    private void commitIfDue(long pauseNanos) {
        if (sender == null || sender.commitIfDue(pauseNanos)) {
            tell();
        }
    }

    private void tell() {
        List<Verdict> now = List.copyOf(untold);
        untold.clear();
        now.forEach(listener);
    }
}
