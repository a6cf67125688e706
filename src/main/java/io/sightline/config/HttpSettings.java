package io.sightline.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The settings of what an instance offers over HTTP; they belong to the table of {@link Settings}. */
public final class HttpSettings {
    public static final String PAGE = "http.page";
    public static final String TOKEN = "http.token";
    public static final String PREDICT_MAX = "http.predict.max";

    private HttpSettings() {}

    static ConfigDef addTo(ConfigDef table) {
        return table.define(
                        Settings.HTTP_HOST,
                        Type.STRING,
                        "127.0.0.1",
                        Importance.MEDIUM,
                        "Address the HTTP server (page, health, metrics, scoring) listens on.")
                .define(
                        Settings.HTTP_PORT,
                        Type.INT,
                        8080,
                        ConfigDef.Range.between(0, 65535),
                        Importance.MEDIUM,
                        "Port of the HTTP server; 0 takes a free one.")
                .define(
                        PAGE,
                        Type.BOOLEAN,
                        true,
                        Importance.MEDIUM,
                        "Whether the web page and its API are offered. They show pictures and predictions to whoever"
                                + " reaches the port; health, metrics and scoring stay when they are off.")
                .define(
                        TOKEN,
                        Type.PASSWORD,
                        "",
                        Importance.HIGH,
                        "What a request that changes something must bring (Authorization: Bearer TOKEN). Empty: on a"
                                + " loopback address the page on the same machine may change things, on any other nobody"
                                + " may.")
                .define(
                        PREDICT_MAX,
                        Type.INT,
                        16,
                        atLeast(0),
                        Importance.MEDIUM,
                        "Pictures that are classified for HTTP at a time, so that HTTP cannot starve the stream; 0 turns"
                                + " scoring by HTTP off.");
    }
}
