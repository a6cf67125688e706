package io.sightline.event;

/** Prediction events as Kafka's clients and Kafka Streams want them. */
public final class PredictionSerde extends JsonSerde<Prediction> {
    public PredictionSerde() {
        super(Prediction.class);
    }
}
