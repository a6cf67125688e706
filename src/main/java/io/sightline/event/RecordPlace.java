package io.sightline.event;

/**
 * Where a record stands in Kafka.
 *
 * @param topic its name in the cluster, prefix included
 * @param partition from 0
 * @param offset from 0
 */
public record RecordPlace(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
