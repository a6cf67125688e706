package io.sightline.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The settings of pictures in S3; they belong to the table of {@link Settings}. */
public final class S3Settings {
    public static final String BUCKETS = "image.s3.buckets";
    public static final String ENDPOINT = "image.s3.endpoint";
    public static final String REGION = "image.s3.region";
    public static final String PATH_STYLE = "image.s3.path.style";

    private S3Settings() {}

    static ConfigDef addTo(ConfigDef table) {
        return table.define(
                        BUCKETS,
                        Type.LIST,
                        "",
                        Importance.HIGH,
                        "Buckets that s3: URIs may name; * allows all that the credentials open. Empty: none. Also needs"
                                + " s3 in image.schemes.")
                .define(
                        ENDPOINT,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Where S3 is, for example https://minio.example.org:9000. Empty: at AWS.")
                .define(
                        REGION,
                        Type.STRING,
                        "",
                        Importance.MEDIUM,
                        "Region of the buckets. Empty: as AWS's SDK finds it (AWS_REGION, profile, instance), else"
                                + " us-east-1 where image.s3.endpoint is set. Credentials are always found as the SDK does: AWS_ACCESS_KEY_ID and"
                                + " AWS_SECRET_ACCESS_KEY, web identity, profile, container, instance.")
                .define(
                        PATH_STYLE,
                        Type.BOOLEAN,
                        false,
                        Importance.LOW,
                        "Whether the bucket stands in the path and not in the host's name, as most servers other than"
                                + " AWS want it.");
    }
}
