package io.sightline.model;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.event.Json;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Named arrays and some text in a file of the safetensors format: eight bytes length, a JSON header with
 * types, shapes and places, then the values, little-endian. Equal contents are equal files.
 *
 * @param metadata text by name
 * @param tensors arrays by name, in the order of the file
 */
public record SafeTensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
    private static final String METADATA = "__metadata__";
    private static final int LONGEST_HEADER = 100_000_000;
    private static final int CHUNK = 1 << 16;

    /** One array, its values in C order. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    public sealed interface Tensor {
        /** Its dimensions. */
        List<Integer> shape();

        /** Floats of 32 bits. */
        record F32(List<Integer> shape, float[] values) implements Tensor {
            /** A vector. */
            public F32(float[] values) {
                this(List.of(values.length), values);
            }
        }

        /** Signed integers of 32 bits. */
        record I32(List<Integer> shape, int[] values) implements Tensor {}

        /** Unsigned bytes. */
        record U8(List<Integer> shape, byte[] values) implements Tensor {}
    }

    /** Writes the file, in place of any other. */
    public void write(Path file) throws IOException {
        ObjectNode header = Json.mapper().createObjectNode();
        header.set(METADATA, Json.mapper().valueToTree(metadata));
        long offset = 0;
        for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
            Tensor tensor = entry.getValue();
            long bytes = bytes(tensor);
            ObjectNode described = header.putObject(entry.getKey());
            described.put("dtype", tensor.getClass().getSimpleName());
            ArrayNode shape = described.putArray("shape");
            tensor.shape().forEach(shape::add);
            described.putArray("data_offsets").add(offset).add(offset + bytes);
            offset += bytes;
        }
        byte[] json = Json.mapper().writeValueAsBytes(header);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(buffer(Long.BYTES).putLong(json.length).array());
            out.write(json);
            for (Tensor tensor : tensors.values()) {
                write(out, tensor);
            }
        }
    }

    /**
     * Reads a file whole.
     *
     * @throws IOException if it cannot be read, is no such file, or has arrays of other types than ours
     */
    public static SafeTensors read(Path file) throws IOException {
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
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : header.properties()) {
                if (!entry.getKey().equals(METADATA)) {
                    tensors.put(entry.getKey(), read(in, entry.getValue()));
                }
            }
            return new SafeTensors(metadata, tensors);
        }
    }

    private static long bytes(Tensor tensor) {
        long bytes = tensor instanceof Tensor.U8 ? 1 : Float.BYTES;
        for (int dimension : tensor.shape()) {
            bytes = Math.multiplyExact(bytes, dimension);
        }
        return bytes;
    }

    private static void write(OutputStream out, Tensor tensor) throws IOException {
        if (tensor instanceof Tensor.U8 raw) {
            out.write(raw.values());
            return;
        }
        ByteBuffer chunk = buffer(CHUNK);
        int size = Math.toIntExact(bytes(tensor) / Float.BYTES);
        for (int from = 0; from < size; from += CHUNK / Float.BYTES) {
            int count = Math.min(CHUNK / Float.BYTES, size - from);
            if (tensor instanceof Tensor.F32 floats) {
                chunk.asFloatBuffer().put(floats.values(), from, count);
            } else if (tensor instanceof Tensor.I32 integers) {
                chunk.asIntBuffer().put(integers.values(), from, count);
            }
            out.write(chunk.array(), 0, count * Float.BYTES);
        }
    }

    private static Tensor read(DataInputStream in, JsonNode described) throws IOException {
        List<Integer> shape = new ArrayList<>();
        int size = 1;
        for (JsonNode dimension : described.path("shape")) {
            shape.add(dimension.asInt());
            size = Math.multiplyExact(size, dimension.asInt());
        }
        String type = described.path("dtype").asText();
        switch (type) {
            case "F32" -> {
                float[] values = new float[size];
                readWords(
                        in, size, (from, words, count) -> words.asFloatBuffer().get(values, from, count));
                return new Tensor.F32(shape, values);
            }
            case "I32" -> {
                int[] values = new int[size];
                readWords(in, size, (from, words, count) -> words.asIntBuffer().get(values, from, count));
                return new Tensor.I32(shape, values);
            }
            case "U8" -> {
                byte[] values = in.readNBytes(size);
                if (values.length < size) {
                    throw shorter();
                }
                return new Tensor.U8(shape, values);
            }
            default -> throw new IOException("it has values of the type " + type + ", not F32, I32 or U8");
        }
    }

    private interface Words {
        void take(int from, ByteBuffer words, int count);
    }

    private static void readWords(DataInputStream in, int size, Words sink) throws IOException {
        ByteBuffer chunk = buffer(CHUNK);
        for (int from = 0; from < size; from += CHUNK / Float.BYTES) {
            int count = Math.min(CHUNK / Float.BYTES, size - from);
            if (in.readNBytes(chunk.array(), 0, count * Float.BYTES) < count * Float.BYTES) {
                throw shorter();
            }
            sink.take(from, chunk, count);
        }
    }

    private static EOFException shorter() {
        return new EOFException("the file is shorter than its header says");
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
