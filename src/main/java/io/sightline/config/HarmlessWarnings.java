package io.sightline.config;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/** Keeps warnings of Kafka out of the log that mean nothing and frighten readers. */
public final class HarmlessWarnings extends Filter<ILoggingEvent> {
    private static final List<String> TEXTS = List.of(
            // A broker says so once at every start.
            "Attempting to close NetworkClient that has already been closed",
            // Sent again a moment later, when the one node has elected itself.
            "Unexpected error handling request RequestHeader(apiKey=CONTROLLER_REGISTRATION",
            // The first records of a transaction may reach a partition's leader before it knows of the transaction, or
            // while the one before is still being ended; the producer sends them again, in order.
            "CONCURRENT_TRANSACTIONS",
            "OUT_OF_ORDER_SEQUENCE_NUMBER",
            // Kafka Streams makes its own topics at the first start, and asks for them a moment too early.
            "repartition=UNKNOWN_TOPIC_OR_PARTITION",
            // Kafka Streams says so at every start, though there is no global thread here.
            "Processing exception handler is not enabled for the GlobalThread");

    @Override
    public FilterReply decide(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        return message != null && TEXTS.stream().anyMatch(message::contains) ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
}
