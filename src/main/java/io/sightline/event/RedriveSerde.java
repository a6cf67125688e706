package io.sightline.event;

/** Redrives as Kafka's clients want them. */
public final class RedriveSerde extends JsonSerde<Redrive> {
    public RedriveSerde() {
        super(Redrive.class);
    }
}
