package io.sightline.event;

/** Feedback events as Kafka's clients and Kafka Streams want them. */
public final class FeedbackSerde extends JsonSerde<Feedback> {
    public FeedbackSerde() {
        super(Feedback.class);
    }
}
