package io.sightline.config;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The settings of where pictures may come from, and how large they may be; they belong to the table of {@link Settings}. */
final class ImageSettings {
    private ImageSettings() {}

    static ConfigDef addTo(ConfigDef table) {
        return table.define(
                        Settings.IMAGE_SCHEMES,
                        Type.LIST,
                        "file,data,http,https",
                        Checks.SCHEMES,
                        Importance.HIGH,
                        "URI schemes that may be fetched.")
                .define(
                        Settings.IMAGE_FILE_ROOTS,
                        Type.LIST,
                        "",
                        Importance.HIGH,
                        "Folders that file: URIs may point into, after links are resolved, separated by commas; a comma in a name is"
                                + " written %2C. Empty: none.")
                .define(
                        Settings.IMAGE_HTTP_HOSTS,
                        Type.LIST,
                        "*",
                        Importance.MEDIUM,
                        "Hosts that http: and https: URIs may name: exact names, or *.example.org for a domain; * allows all.")
                .define(
                        Settings.IMAGE_HTTP_ALLOW_PRIVATE,
                        Type.BOOLEAN,
                        false,
                        Importance.HIGH,
                        "Whether addresses that are not public (loopback, private, link-local) may be fetched from.")
                .define(
                        Settings.IMAGE_HTTP_MAX_REDIRECTS,
                        Type.INT,
                        3,
                        atLeast(0),
                        Importance.LOW,
                        "Redirects followed for one image; each target is checked anew.")
                .define(
                        Settings.IMAGE_FETCH_TIMEOUT_MS,
                        Type.LONG,
                        5_000L,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Time for fetching one image, redirects and retries included.")
                .define(
                        Settings.IMAGE_FETCH_THREADS,
                        Type.INT,
                        32,
                        atLeast(1),
                        Importance.LOW,
                        "Images fetched at a time by this instance.")
                .define(
                        Settings.IMAGE_DECODE_THREADS,
                        Type.INT,
                        0,
                        atLeast(0),
                        Importance.LOW,
                        "Images decoded at a time by this instance; 0 takes one for each processor.")
                .define(
                        Settings.IMAGE_MAX_BYTES,
                        Type.INT,
                        20 * 1024 * 1024,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Largest encoded image, in bytes.")
                .define(
                        Settings.IMAGE_MAX_PIXELS,
                        Type.LONG,
                        50_000_000L,
                        atLeast(1),
                        Importance.MEDIUM,
                        "Largest decoded image, width times height; checked before decoding.");
    }
}
