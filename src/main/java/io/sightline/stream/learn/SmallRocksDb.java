package io.sightline.stream.learn;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.Options;

/**
 * Bounds what RocksDB takes: Kafka Streams' defaults, made for stores that are the application, allow
 * each segment of each partition 48 MB of memory tables. Here one of a megabyte does.
 */
public final class SmallRocksDb implements RocksDBConfigSetter {
    private static final long MEMORY_TABLE_BYTES = 1 << 20;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        options.setWriteBufferSize(MEMORY_TABLE_BYTES);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String storeName, Options options) {
        // nothing of ours to close
    }
}
