package io.sightline.stream;

/**
 * Sizes of records, in bytes. What Sightline writes (a dead letter, an entry of the in-flight store) is
 * the record it received and a bounded number of headers, so its topics and its producer must take
 * somewhat more than {@code images} does: else one large record would stop the service for ever.
 */
public final class RecordSizes {
    /** Largest record the images topic takes. */
    public static final int IMAGE_MAX = 8 * 1024 * 1024;

    /** Largest record of the topics Sightline writes to. */
    public static final int OUTPUT_MAX = IMAGE_MAX + 1024 * 1024;

    private RecordSizes() {}
}
