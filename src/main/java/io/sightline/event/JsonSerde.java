package io.sightline.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Writes and reads values of one type as JSON in UTF-8; null stays null. */
abstract class JsonSerde<T> implements Serde<T> {
    private final Class<T> type;

    JsonSerde(Class<T> type) {
        this.type = type;
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> {
            try {
                return value == null ? null : Json.mapper().writeValueAsBytes(value);
            } catch (JsonProcessingException e) {
                throw new SerializationException("cannot write a " + name() + " for " + topic, e);
            }
        };
    }

    /** Throws {@link SerializationException} saying what is wrong and where, for bytes that are no such event. */
    @Override
    public Deserializer<T> deserializer() {
        return (topic, bytes) -> {
            try {
                return bytes == null ? null : Json.mapper().readValue(bytes, type);
            } catch (JsonProcessingException e) {
                throw new SerializationException(
                        "a record of " + topic + " is no " + name() + ": " + e.getOriginalMessage(), e);
            } catch (IOException e) {
                throw new SerializationException("a record of " + topic + " cannot be read", e);
            }
        };
    }

    private String name() {
        return type.getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
