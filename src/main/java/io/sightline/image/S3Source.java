package io.sightline.image;

import io.sightline.config.S3Settings;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * {@code s3://bucket/key} URIs, from the buckets of the settings; what may not stand in a URI is %XX in the
 * key. Credentials and, unless it is set, the region are found as AWS's SDK does.
 *
 * <p>Threading notes: any number of threads at a time. A timer thread cuts off bodies whose deadline has passed,
 * which the SDK's own timeout does not reach.
 */
final class S3Source implements ImageSource {
    private static final int CONNECTIONS = 128;
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,62}");

    private final ImageLimits limits;
    private final S3Client client;
    private final ScheduledThreadPoolExecutor timer;

    /** @throws ConfigException if no region is set or found */
    S3Source(ImageLimits limits) {
        this.limits = limits;
        this.client = client(limits.s3());
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "image-s3-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    private static S3Client client(S3Options options) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(Apache5HttpClient.builder().maxConnections(CONNECTIONS))
                .forcePathStyle(options.pathStyle())
                // Servers other than AWS's do not keep the checksums of today.
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        if (options.endpoint() != null) {
            builder.endpointOverride(options.endpoint());
        }
        if (options.region() != null) {
            builder.region(Region.of(options.region()));
        }
        try {
            return builder.build();
        } catch (SdkClientException e) {
            throw new ConfigException(S3Settings.REGION, "", "no region is set or found: " + e.getMessage());
        }
    }

    @Override
    public byte[] fetch(String uri, Deadline deadline) {
        GetObjectRequest.Builder request = request(uri);
        try {
            return Retries.within(deadline, () -> get(uri, request, deadline));
        } catch (TransientFetchException e) {
            if (deadline.expired()) {
                throw timeout(uri, e);
            }
            throw new ImageRejectedException(DeadLetterReason.FETCH_FAILED, String.valueOf(e.getMessage()), e);
        }
    }

    private GetObjectRequest.Builder request(String uri) {
        URI parsed = Uris.parse(uri);
        String bucket = parsed.getRawAuthority();
        if (bucket == null || !BUCKET.matcher(bucket).matches()) {
            throw refused(uri, "names no bucket; write s3://bucket/key");
        }
        if (!limits.s3().allows(bucket)) {
            throw refused(uri, "is in a bucket that is not allowed; setting " + S3Settings.BUCKETS);
        }
        if (parsed.getRawQuery() != null || parsed.getRawFragment() != null) {
            throw refused(uri, "has a ? or # in it; write them as %3F and %23");
        }
        String path = parsed.getPath();
        if (path.length() < 2) {
            throw refused(uri, "names no object; write s3://bucket/key");
        }
        String key = path.substring(1);
        // A server, or a proxy before it, may take them for folders: another bucket, where it stands in the path.
        if (Arrays.stream(key.split("/", -1)).anyMatch(part -> part.equals(".") || part.equals(".."))) {
            throw refused(uri, "has . or .. for a folder");
        }
        return GetObjectRequest.builder().bucket(bucket).key(key);
    }

    private byte[] get(String uri, GetObjectRequest.Builder request, Deadline deadline) {
        GetObjectRequest limited = request.overrideConfiguration(
                        c -> c.apiCallTimeout(deadline.remaining().plusMillis(1)))
                .build();
        try {
            return read(uri, client.getObject(limited, ResponseTransformer.toInputStream()), deadline);
        } catch (S3Exception e) {
            throw failed(uri, e);
        } catch (ApiCallTimeoutException | AbortedException e) {
            throw timeout(uri, e);
        } catch (SdkException e) {
            throw new TransientFetchException("cannot fetch " + Uris.shown(uri) + " (" + e.getMessage() + ")", e);
        }
    }

    private byte[] read(String uri, ResponseInputStream<GetObjectResponse> body, Deadline deadline) {
        Future<?> cut = timer.schedule(body::abort, deadline.remaining().toMillis(), TimeUnit.MILLISECONDS);
        boolean whole = false;
        try {
            Long length = body.response().contentLength();
            if (length != null && length > limits.maxBytes()) {
                throw LimitedReader.tooLarge(Uris.shown(uri), limits.maxBytes());
            }
            byte[] bytes = LimitedReader.readAll(body, limits.maxBytes(), Uris.shown(uri));
            whole = true;
            return bytes;
        } catch (IOException e) {
            if (deadline.expired()) {
                throw timeout(uri, e);
            }
            throw new TransientFetchException("cannot fetch " + Uris.shown(uri) + " (" + e.getMessage() + ")", e);
        } finally {
            cut.cancel(false);
            if (!whole) {
                body.abort(); // closing alone would read the rest
            }
        }
    }

    private static RuntimeException failed(String uri, S3Exception e) {
        String shown = Uris.shown(uri);
        return switch (e.statusCode()) {
            case 404 -> new ImageRejectedException(DeadLetterReason.NOT_FOUND, "no object at " + shown, e);
            case 403 ->
                new ImageRejectedException(
                        DeadLetterReason.FETCH_FAILED,
                        shown
                                + " answered 403: the credentials need s3:GetObject on it, and s3:ListBucket to be told that"
                                + " there is none",
                        e);
            case 301, 307, 400 ->
                new ImageRejectedException(
                        DeadLetterReason.FETCH_FAILED,
                        shown + " answered " + e.statusCode() + "; is " + S3Settings.REGION + " the bucket's? ("
                                + e.getMessage() + ")",
                        e);
            default -> new TransientFetchException(shown + " answered " + e.statusCode(), e);
        };
    }

    private static ImageRejectedException refused(String uri, String why) {
        return new ImageRejectedException(DeadLetterReason.URI_NOT_ALLOWED, "\"" + Uris.shown(uri) + "\" " + why);
    }

    private ImageRejectedException timeout(String uri, Throwable cause) {
        return new ImageRejectedException(
                DeadLetterReason.FETCH_TIMEOUT,
                Uris.shown(uri) + " did not arrive within "
                        + limits.fetchTimeout().toMillis() + " ms; setting image.fetch.timeout.ms",
                cause);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close();
    }
}
