package io.sightline.training.checkpoint;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.event.Json;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named arrays of floats and some text in a file of the safetensors format: eight bytes length, a JSON
 * header with names, shapes and places, then the values, little-endian.
 *
 * @param metadata text by name
 * @param tensors arrays by name, each written as a vector
 */
record SafeTensors(Map<String, String> metadata, Map<String, float[]> tensors) {
    private static final String METADATA = "__metadata__";
    private static final int LONGEST_HEADER = 100_000_000;
    private static final int CHUNK = 1 << 14;

    void write(Path file) throws IOException {
        ObjectNode header = Json.mapper().createObjectNode();
        header.set(METADATA, Json.mapper().valueToTree(metadata));
        long offset = 0;
        for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
            long bytes = (long) tensor.getValue().length * Float.BYTES;
            ObjectNode entry = header.putObject(tensor.getKey());
            entry.put("dtype", "F32");
            entry.putArray("shape").add(tensor.getValue().length);
            entry.putArray("data_offsets").add(offset).add(offset + bytes);
            offset += bytes;
        }
        byte[] json = Json.mapper().writeValueAsBytes(header);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(ByteBuffer.allocate(Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(json.length)
                    .array());
            out.write(json);
            for (float[] values : tensors.values()) {
                writeValues(out, values);
            }
        }
    }

    static SafeTensors read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            long length = ByteBuffer.wrap(in.readNBytes(Long.BYTES))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            if (length < 2 || length > LONGEST_HEADER) {
                throw new IOException("it is no safetensors file");
            }
            JsonNode header = Json.mapper().readTree(in.readNBytes((int) length));
            Map<String, String> metadata =
                    Json.mapper().convertValue(header.path(METADATA), new TypeReference<Map<String, String>>() {});
            Map<String, float[]> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (!entry.getKey().equals(METADATA)) {
                    int size = entry.getValue().path("shape").path(0).asInt();
                    tensors.put(entry.getKey(), readValues(in, size));
                }
            }
            return new SafeTensors(metadata, tensors);
        }
    }

    private static void writeValues(OutputStream out, float[] values) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < values.length; from += CHUNK) {
            int count = Math.min(CHUNK, values.length - from);
            chunk.clear();
            chunk.asFloatBuffer().put(values, from, count);
            out.write(chunk.array(), 0, count * Float.BYTES);
        }
    }

    private static float[] readValues(InputStream in, int size) throws IOException {
        float[] values = new float[size];
        byte[] bytes = new byte[CHUNK * Float.BYTES];
        for (int from = 0; from < size; from += CHUNK) {
            int count = Math.min(CHUNK, size - from);
            if (in.readNBytes(bytes, 0, count * Float.BYTES) < count * Float.BYTES) {
                throw new EOFException("the file is shorter than its header says");
            }
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values, from, count);
        }
        return values;
    }
}
