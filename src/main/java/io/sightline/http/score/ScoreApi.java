package io.sightline.http.score;

import io.sightline.config.HttpSettings;
import io.sightline.config.Settings;
import io.sightline.event.ImageEvent;
import io.sightline.event.ImageRejectedException;
import io.sightline.http.server.Call;
import io.sightline.http.server.HttpException;
import io.sightline.model.ModelInfo;
import io.sightline.pipeline.Classified;
import io.sightline.pipeline.ImagePipeline;
import io.sightline.pipeline.PipelineStalledException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Classifies pictures that come by HTTP: in the stream's own pipeline and batches, under its limits, but
 * only a few at a time, so that the stream keeps its room.
 *
 * <p>Threading notes: any number of threads.
 */
public final class ScoreApi {
    private static final int BODIES_AT_A_TIME = 4;
    private static final Duration WAIT = Duration.ofSeconds(5);

    private final ImagePipeline pipeline;
    private final Supplier<ModelInfo> served;
    private final int max;
    private final ScoreRequest requests;
    private final Semaphore pictures;
    private final Semaphore bodies = new Semaphore(BODIES_AT_A_TIME);

    /** @param served the model that the pipeline asks */
    public ScoreApi(Settings settings, ImagePipeline pipeline, Supplier<ModelInfo> served) {
        this.pipeline = pipeline;
        this.served = served;
        this.max = settings.getInt(HttpSettings.PREDICT_MAX);
        this.requests = new ScoreRequest(settings, max);
        this.pictures = new Semaphore(max);
    }

    /** Says whether a model is served. */
    public void status(Call call) {
        call.answer(200, statusOf(require(call.parameter("name"), null)));
    }

    /** Says whether a version is served. */
    public void versionStatus(Call call) {
        call.answer(200, statusOf(require(call.parameter("name"), call.parameter("version"))));
    }

    /** Classifies with the version that is served. */
    public void predict(Call call) throws IOException {
        predict(call, null);
    }

    /** Classifies with one version. */
    public void predictVersion(Call call) throws IOException {
        predict(call, call.parameter("version"));
    }

    private void predict(Call call, @Nullable String version) throws IOException {
        if (max == 0) {
            throw new HttpException(403, "scoring by HTTP is off (http.predict.max=0)");
        }
        require(call.parameter("name"), version);
        List<byte[]> encoded = read(call);
        if (!pictures.tryAcquire(encoded.size())) {
            throw HttpException.busy("more than " + max + " pictures at a time (http.predict.max); try again");
        }
        List<CompletableFuture<Classified>> answers = new ArrayList<>();
        try {
            for (byte[] picture : encoded) {
                answers.add(pipeline.submit(
                        new ImageEvent("instances[" + answers.size() + "]", null, picture, Instant.now(), null, null),
                        WAIT));
            }
        } catch (PipelineStalledException e) {
            answers.add(CompletableFuture.failedFuture(HttpException.busy("the stream has all the room; try again")));
        } finally {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).whenComplete((all, failure) -> {
                pictures.release(encoded.size());
                answer(call, answers, version);
            });
        }
    }

    private List<byte[]> read(Call call) throws IOException {
        if (!bodies.tryAcquire()) {
            throw HttpException.busy("more than " + BODIES_AT_A_TIME + " requests are being read; try again");
        }
        try {
            return requests.read(call);
        } finally {
            bodies.release();
        }
    }

    private static void answer(Call call, List<CompletableFuture<Classified>> answers, @Nullable String version) {
        try {
            List<Map<String, Object>> predictions = new ArrayList<>();
            for (CompletableFuture<Classified> answer : answers) {
                predictions.add(prediction(result(answer, predictions.size()), version));
            }
            call.answer(200, Map.of("predictions", predictions));
        } catch (RuntimeException e) {
            call.fail(e);
        }
    }

    private static Classified result(CompletableFuture<Classified> answer, int index) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ImageRejectedException rejected) {
                throw new HttpException(
                        400, "instances[" + index + "]: " + rejected.reason().code() + ": " + rejected.getMessage());
            }
            throw e.getCause() instanceof HttpException known ? known : e;
        }
    }

    private static Map<String, Object> prediction(Classified classified, @Nullable String version) {
        ModelInfo model = classified.model();
        if (version != null && !version.equals(model.version())) {
            throw new HttpException(404, "version " + version + " has just been replaced by " + model.version());
        }
        float[] p = classified.probabilities();
        int best = 0;
        Map<String, Float> probabilities = new LinkedHashMap<>();
        for (int i = 0; i < p.length; i++) {
            best = p[i] > p[best] ? i : best;
            probabilities.put(model.labels().get(i), p[i]);
        }
        Map<String, Object> prediction = new LinkedHashMap<>();
        prediction.put("label", model.labels().get(best));
        prediction.put("probability", p[best]);
        prediction.put("probabilities", probabilities);
        prediction.put("version", model.version());
        return prediction;
    }

    private ModelInfo require(String name, @Nullable String version) {
        ModelInfo info = served.get();
        if (!info.name().equals(name) || (version != null && !version.equals(info.version()))) {
            throw new HttpException(
                    404,
                    "this instance serves version " + info.version() + " of " + info.name() + ", not "
                            + (version == null ? "" : "version " + version + " of ") + name);
        }
        return info;
    }

    private static Map<String, Object> statusOf(ModelInfo info) {
        return Map.of(
                "model_version_status",
                List.of(Map.of(
                        "version",
                        info.version(),
                        "state",
                        "AVAILABLE",
                        "status",
                        Map.of("error_code", "OK", "error_message", ""))));
    }
}
