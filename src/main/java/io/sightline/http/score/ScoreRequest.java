package io.sightline.http.score;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.config.Settings;
import io.sightline.http.server.Call;
import io.sightline.http.server.HttpException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads what is to be classified: one picture's bytes, or a request of TensorFlow Serving's REST API in its
 * row form.
 *
 * @see <a href="https://www.tensorflow.org/tfx/serving/api_rest">TensorFlow Serving's RESTful API</a>
 */
final class ScoreRequest {
    private static final int BESIDE_PICTURES = 64 * 1024;
    /** Twenty-five pictures of 224 x 224 as arrays. */
    private static final int MAX_VALUES = 4_000_000;
    /** What curl says of any data unless it is told otherwise, as in TensorFlow Serving's own examples. */
    private static final String CURL_DEFAULT = "application/x-www-form-urlencoded";

    private final int maxPictures;
    private final int maxBytes;
    private final long maxPixels;
    private final int maxBody;
    private final ObjectMapper json;

    ScoreRequest(Settings settings, int maxPictures) {
        this.maxPictures = maxPictures;
        this.maxBytes = settings.getInt(Settings.IMAGE_MAX_BYTES);
        this.maxPixels = settings.getLong(Settings.IMAGE_MAX_PIXELS);
        this.maxBody = (int) Math.min(Integer.MAX_VALUE / 2, maxBytes * 4L / 3 + BESIDE_PICTURES);
        this.json = new ObjectMapper(JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(maxBody)
                        .maxNestingDepth(16)
                        .build())
                .build());
    }

    /**
     * The encoded pictures, in the order of the request.
     *
     * @throws HttpException 400, 413 or 415 with what is wrong
     */
    List<byte[]> read(Call call) throws IOException {
        String type = call.mediaType();
        if (type.startsWith("image/")) {
            return List.of(call.body(maxBytes));
        }
        if (!type.isEmpty() && !type.equals("application/json") && !type.equals(CURL_DEFAULT)) {
            throw new HttpException(415, "send JSON, or a picture with Content-Type: image/…; not " + type);
        }
        return pictures(call.body(maxBody));
    }

    /** One at a time: a tree of JSON takes many times the memory of its text. */
    private synchronized List<byte[]> pictures(byte[] body) throws IOException {
        JsonNode instances = instances(body);
        List<byte[]> pictures = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            pictures.add(picture(instances.get(i), "instances[" + i + "]"));
        }
        return pictures;
    }

    /** Before there is a tree of them. */
    private void limitValues(byte[] body) throws IOException {
        try (JsonParser parser = json.createParser(body)) {
            for (int values = 0; parser.nextToken() != null; values++) {
                if (values == MAX_VALUES) {
                    throw new HttpException(
                            413, "more than " + MAX_VALUES + " values; send the pictures' files, as {\"b64\": …}");
                }
            }
        }
    }

    private JsonNode instances(byte[] body) throws IOException {
        JsonNode instances;
        try {
            limitValues(body);
            instances = json.readTree(body).path("instances");
        } catch (JsonProcessingException e) {
            throw new HttpException(400, "the body is not JSON: " + e.getOriginalMessage());
        }
        if (!instances.isArray() || instances.isEmpty()) {
            throw new HttpException(
                    400, "the body must be {\"instances\": [{\"b64\": …}]}; the form with \"inputs\" is not offered");
        }
        if (instances.size() > maxPictures) {
            throw new HttpException(413, "at most " + maxPictures + " instances at a time (http.predict.max)");
        }
        return instances;
    }

    private byte[] picture(JsonNode instance, String name) {
        if (instance.isArray()) {
            return ArrayPicture.png(instance, name, maxPixels);
        }
        // with one input its name may be given or left out
        JsonNode only = instance.size() == 1 && !instance.has("b64")
                ? instance.elements().next()
                : instance;
        if (only.isArray()) {
            return ArrayPicture.png(only, name, maxPixels);
        }
        JsonNode b64 = only.path("b64");
        if (!b64.isTextual()) {
            throw new HttpException(400, name + " must be {\"b64\": …}, or an array [height][width][3] of numbers");
        }
        try {
            return Base64.getDecoder().decode(b64.textValue());
        } catch (IllegalArgumentException e) {
            throw new HttpException(400, name + " is not base64: " + e.getMessage());
        }
    }
}
