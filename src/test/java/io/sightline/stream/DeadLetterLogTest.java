package io.sightline.stream;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.RecordPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator reads of dead letters. */
class DeadLetterLogTest {
    private final AtomicLong nanos = new AtomicLong(42);
    private final List<Runnable> later = new ArrayList<>();
    private final DeadLetterLog log = new DeadLetterLog(nanos::get, later::add);
    private final Logger logger = (Logger) LoggerFactory.getLogger(DeadLetterLog.class);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    @BeforeEach
    void listen() {
        events.start();
        logger.addAppender(events);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(events);
    }

    @Test
    void aDeadLetterIsOneLineWithIdAndReason() {
        log.write("cam7/1", DeadLetterReason.NOT_FOUND, new RecordPlace("images", 3, 17), "no file /x.jpg");

        assertThat(lines()).containsExactly("Dead letter: no file /x.jpg");
        assertThat(events.list.get(0).getKeyValuePairs())
                .extracting(pair -> pair.key + "=" + pair.value)
                .containsExactly("id=cam7/1", "reason=not-found", "record=images-3-17");
    }

    @Test
    void ofThousandsSomeAreShownAndTheRestCounted() {
        letters(1000, DeadLetterReason.NOT_FOUND);
        letters(5, DeadLetterReason.TOO_LARGE);
        assertThat(lines()).hasSize(DeadLetterLog.MOST);

        assertThat(later).as("said when the time is over, even if no more come").hasSize(1);
        later.get(0).run();

        assertThat(lines()).hasSize(DeadLetterLog.MOST + 1);
        assertThat(lines().get(DeadLetterLog.MOST)).startsWith("995 more dead letters within 10 s");
        assertThat(events.list.get(DeadLetterLog.MOST).getKeyValuePairs().get(0).value)
                .hasToString("{not-found=990, too-large=5}");
    }

    @Test
    void afterwardsLinesAreWrittenAgain() {
        letters(12, DeadLetterReason.NOT_FOUND);
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        letters(3, DeadLetterReason.NOT_FOUND);
        later.forEach(Runnable::run);

        assertThat(lines().stream().filter(line -> line.startsWith("Dead letter:")))
                .hasSize(13);
        assertThat(lines().stream().filter(line -> line.startsWith("2 more"))).hasSize(1);
    }

    private void letters(int count, DeadLetterReason reason) {
        for (int i = 0; i < count; i++) {
            log.write("id-" + i, reason, new RecordPlace("images", 0, i), "wrong");
        }
    }

    private List<String> lines() {
        return events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
