package io.sightline.http.server;

import java.util.Map;
import java.util.Optional;

/**
 * Everything that can be asked over HTTP. The server routes by this list, and {@code docs/http.md} is made
 * from it.
 */
public enum Endpoint {
    PAGE("GET", "/", Kind.PAGE, "The web page."),
    STYLE("GET", "/sightline.css", Kind.PAGE, "Its style."),
    SCRIPT("GET", "/{script}.js", Kind.PAGE, "Its scripts."),
    ICON("GET", "/icon.svg", Kind.PAGE, "Its icon."),

    LIVE("GET", "/health/live", Kind.OPEN, "200 unless the instance must be restarted, else 503."),
    READY("GET", "/health/ready", Kind.OPEN, "200 when the instance does its share of the work, else 503 and why."),
    STARTED("GET", "/health/started", Kind.OPEN, "200 once the instance has been ready, else 503 and what is missing."),
    HEALTH("GET", "/health", Kind.OPEN, "The same as `/health/ready`."),
    INFO(
            "GET",
            "/info",
            Kind.OPEN,
            "Version, roles, the model that is served, and what numbers it computes with and why."),
    METRICS("GET", "/metrics", Kind.OPEN, "Prometheus' text format, or OpenMetrics where `Accept` asks for it."),

    EVENTS(
            "GET",
            "/api/events",
            Kind.READ,
            "What goes by, as server-sent events `prediction`, `dead-letter`, `feedback` and `model`; resumes"
                    + " after `Last-Event-ID`."),
    PICTURE(
            "GET",
            "/api/pictures/{partition}/{offset}",
            Kind.READ,
            "A small JPEG of the picture that a recent prediction is about, by the prediction's place."),
    STATS("GET", "/api/stats", Kind.READ, "Throughput, latency and batches of this instance's last ten minutes."),
    MODELS("GET", "/api/models", Kind.READ, "Versions with their scores, the champion, and what happened to models."),
    FEEDBACK(
            "POST",
            "/api/feedback",
            Kind.WRITE,
            "Says which class a picture is of: `{\"id\", \"label\", \"annotator\"?}`; a label of null takes it back."),
    PROMOTE("POST", "/api/models/promote", Kind.WRITE, "Makes a version the champion: `{\"version\", \"why\"?}`."),
    ROLLBACK(
            "POST",
            "/api/models/rollback",
            Kind.WRITE,
            "Makes an earlier version the champion again: `{\"version\"?, \"why\"?}`; the one before without a version."),
    REDRIVE(
            "POST",
            "/api/dead-letters/{partition}/{offset}/redrive",
            Kind.WRITE,
            "Sends a recent dead letter back to the topic it came from, by the dead letter's place."),

    MODEL_STATUS("GET", "/v1/models/{name}", Kind.SCORE, "Whether a model is served, in TensorFlow Serving's form."),
    VERSION_STATUS("GET", "/v1/models/{name}/versions/{version}", Kind.SCORE, "The same of one version."),
    PREDICT(
            "POST",
            "/v1/models/{name}:predict",
            Kind.SCORE,
            "Classifies pictures: `{\"instances\": [{\"b64\": …}, …]}`, or the bytes of one with `Content-Type: image/…`."),
    PREDICT_VERSION(
            "POST", "/v1/models/{name}/versions/{version}:predict", Kind.SCORE, "The same if that version is served.");

    /** Who may ask. */
    public enum Kind {
        /** Anybody: probes and scrapers. */
        OPEN("anybody"),
        /** The page itself. */
        PAGE("who may see the page"),
        /** What the page shows. */
        READ("who may see the page"),
        /** What changes something. */
        WRITE("who may change things"),
        /** Scoring. */
        SCORE("anybody");

        private final String who;

        Kind(String who) {
            this.who = who;
        }

        /** In words. */
        public String who() {
            return who;
        }
    }

    private final String method;
    private final String path;
    private final Kind kind;
    private final String help;
    private final PathPattern pattern;

    Endpoint(String method, String path, Kind kind, String help) {
        this.method = method;
        this.path = path;
        this.kind = kind;
        this.help = help;
        this.pattern = new PathPattern(path);
    }

    public String method() {
        return method;
    }

    /** Its path; what is in braces stands for any text without a slash or colon. */
    public String path() {
        return path;
    }

    public Kind kind() {
        return kind;
    }

    /** What it does, in one sentence. */
    public String help() {
        return help;
    }

    /** What stands in place of the braces, if a path is this endpoint's. */
    Optional<Map<String, String>> match(String asked) {
        return pattern.match(asked);
    }
}
