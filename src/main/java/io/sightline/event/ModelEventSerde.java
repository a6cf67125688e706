package io.sightline.event;

/** Model events as Kafka's clients want them. */
public final class ModelEventSerde extends JsonSerde<ModelEvent> {
    public ModelEventSerde() {
        super(ModelEvent.class);
    }
}
