package io.sightline.image;

import io.sightline.config.S3Settings;
import io.sightline.config.Settings;
import java.net.URI;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Where S3 is and what of it may be read.
 *
 * @param buckets names, or {@code *} for all; none when empty
 * @param endpoint http or https, or null for AWS's own
 * @param region of the buckets, or null for what the SDK finds
 * @param pathStyle whether the bucket stands in the path
 */
public record S3Options(
        List<String> buckets,
        @Nullable URI endpoint,
        @Nullable String region,
        boolean pathStyle) {
    private static final String ANY_REGION = "us-east-1";

    public S3Options {
        buckets = List.copyOf(buckets);
    }

    /** Nothing of it. */
    static S3Options none() {
        return new S3Options(List.of(), null, null, false);
    }

    static S3Options from(Settings settings) {
        String address = settings.getString(S3Settings.ENDPOINT);
        String region = settings.getString(S3Settings.REGION);
        URI endpoint = address.isEmpty() ? null : endpoint(address);
        String where = region.isEmpty() ? (endpoint == null ? null : ANY_REGION) : region;
        return new S3Options(
                settings.getList(S3Settings.BUCKETS), endpoint, where, settings.getBoolean(S3Settings.PATH_STYLE));
    }

    boolean allows(String bucket) {
        return buckets.contains("*") || buckets.contains(bucket);
    }

    private static URI endpoint(String address) {
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below, as for a URI of another kind
        }
        throw new ConfigException(S3Settings.ENDPOINT, address, "expected http://host:port or https://host:port");
    }
}
