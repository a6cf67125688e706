package io.sightline.bench.contender.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A record on its way through Flink, in the form Flink serializes fast. */
public final class KeyAndValue {
    /** Of the record. */
    public byte[] key = {};

    /** Of the record: the event, later the prediction. */
    public byte[] value = {};

    /** Required by Flink. */
    public KeyAndValue() {}

    KeyAndValue(byte[] key, byte[] value) {
        this.key = key;
        this.value = value;
    }

    static final class Reader implements KafkaRecordDeserializationSchema<KeyAndValue> {
        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<KeyAndValue> out) {
            out.collect(new KeyAndValue(record.key(), record.value()));
        }

        @Override
        public TypeInformation<KeyAndValue> getProducedType() {
            return TypeInformation.of(KeyAndValue.class);
        }
    }

    static final class Writer implements KafkaRecordSerializationSchema<KeyAndValue> {
        private final String topic;

        Writer(String topic) {
            this.topic = topic;
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(KeyAndValue element, KafkaSinkContext context, Long timestamp) {
            return new ProducerRecord<>(topic, element.key, element.value);
        }
    }
}
