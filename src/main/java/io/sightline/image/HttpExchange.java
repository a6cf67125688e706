package io.sightline.image;

import io.sightline.config.Build;
import io.sightline.event.DeadLetterReason;
import io.sightline.event.ImageRejectedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One GET: no redirect, no retry, no proxy, no cookies, no credentials, no compression.
 *
 * <p>Threading notes: any number of threads at a time. A timer thread cuts the connection of a
 * request whose deadline has passed, because a socket's own timeout starts anew with every byte.
 */
final class HttpExchange implements AutoCloseable {
    private static final int CONNECTIONS_PER_HOST = 32;
    private static final int CONNECTIONS = 128;
    private static final TimeValue IDLE_CHECK = TimeValue.ofSeconds(2);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> GONE = Set.of(404, 410);
    private static final Set<Integer> TRANSIENT = Set.of(429, 502, 503, 504);

    private final int maxBytes;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor timer;

    /** What came back: a body, or where to look instead. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Answer(byte[] body, @Nullable URI redirect) {}

    HttpExchange(DnsResolver resolver, int maxBytes) {
        this.maxBytes = maxBytes;
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(resolver)
                        .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
                        .setMaxConnTotal(CONNECTIONS)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setValidateAfterInactivity(IDLE_CHECK)
                                .build())
                        .build())
                .setUserAgent("Sightline/" + Build.version())
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "image-fetch-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /**
     * Asks for one URI.
     *
     * @throws java.io.InterruptedIOException if the deadline has passed
     * @throws IOException if the connection failed or broke
     * @throws TransientFetchException if the server is busy
     * @throws ImageRejectedException if the server says there is no such thing, or sends too much
     */
    Answer get(URI uri, Deadline deadline) throws IOException {
        Timeout left = Timeout.ofMilliseconds(Math.max(1, deadline.remaining().toMillis()));
        HttpGet request = new HttpGet(uri);
        request.setConfig(requestConfig(left));
        AtomicBoolean late = new AtomicBoolean();
        Runnable atDeadline = () -> {
            late.set(true);
            request.cancel();
        };
        Future<?> cut = timer.schedule(atDeadline, left.toMilliseconds(), TimeUnit.MILLISECONDS);
        try (ClassicHttpResponse response =
                client.executeOpen(RoutingSupport.determineHost(request), request, HttpClientContext.create())) {
            Answer answer = null;
            try {
                answer = read(uri, response);
                return answer;
            } finally {
                if (answer == null) {
                    // Closing alone would first read the rest of the body, which may never end.
                    request.cancel();
                }
            }
        } catch (IOException | HttpException e) {
            if (late.get()) {
                SocketTimeoutException timeout = new SocketTimeoutException("cut at the deadline");
                timeout.initCause(e);
                throw timeout;
            }
            throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        } finally {
            cut.cancel(false);
        }
    }

    @SuppressWarnings("deprecation") // the connect timeout of a single request exists only here
    private static RequestConfig requestConfig(Timeout left) {
        return RequestConfig.custom()
                .setConnectTimeout(left)
                .setConnectionRequestTimeout(left)
                .setResponseTimeout(left)
                .build();
    }

    private Answer read(URI uri, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        String shown = Uris.shown(uri.toString());
        if (REDIRECTS.contains(status)) {
            return new Answer(new byte[0], location(shown, response));
        }
        if (GONE.contains(status)) {
            throw new ImageRejectedException(DeadLetterReason.NOT_FOUND, shown + " answered " + status);
        }
        if (TRANSIENT.contains(status)) {
            throw new TransientFetchException(shown + " answered " + status);
        }
        if (status != 200) {
            throw new ImageRejectedException(DeadLetterReason.FETCH_FAILED, shown + " answered " + status);
        }
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            throw new ImageRejectedException(DeadLetterReason.FETCH_FAILED, shown + " answered without a body");
        }
        if (entity.getContentLength() > maxBytes) {
            throw LimitedReader.tooLarge(shown, maxBytes);
        }
        // Not closed here: closing would read an endless body to its end. The response's close does it.
        InputStream in = entity.getContent();
        return new Answer(LimitedReader.readAll(in, maxBytes, shown), null);
    }

    private static URI location(String shown, ClassicHttpResponse response) {
        Header location = response.getFirstHeader("Location");
        if (location == null) {
            throw new ImageRejectedException(
                    DeadLetterReason.FETCH_FAILED, shown + " redirects without saying where to");
        }
        try {
            return new URI(Uris.escape(location.getValue()));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new ImageRejectedException(
                    DeadLetterReason.FETCH_FAILED, shown + " redirects to what is not a URI", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
    }
}
