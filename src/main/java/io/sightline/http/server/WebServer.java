package io.sightline.http.server;

import io.sightline.config.HttpSettings;
import io.sightline.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server: endpoints are offered one by one as the parts behind them come up.
 *
 * <p>Limits: {@value #CONNECTIONS} connections, {@value #THREADS} threads, {@value #HEADER_BYTES} bytes of
 * headers, {@value #IDLE_MS} ms without a byte, bodies of not less than {@value RequestBody#BYTES_PER_SECOND} bytes
 * a second; how large a body may be each handler says.
 */
public final class WebServer implements AutoCloseable {
    private static final Logger logger = LoggerFactory.getLogger(WebServer.class);

    static final int CONNECTIONS = 200;
    private static final int THREADS = 24;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final Server server;
    private final ServerConnector connector;
    private final WriteGuard guard;
    private final Router router;

    private WebServer(InetSocketAddress address, String token, Duration silence) throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 4);
        threads.setName("sightline-http");
        threads.setDaemon(true);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        this.server = new Server(threads);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(silence.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
        this.guard = new WriteGuard(InetAddress.getByName(address.getHostString()), token);
        this.router = new Router(guard);
        server.setHandler(router);
        server.setErrorHandler(new PlainErrors());
        try {
            connector.open();
            server.start();
        } catch (Exception e) {
            server.stop();
            throw e;
        }
    }

    /**
     * Opens the port of the settings; until endpoints are offered it answers 503.
     *
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static WebServer open(Settings settings) {
        return open(settings, SILENCE);
    }

    /** @param silence that a connection may keep before it is closed */
    static WebServer open(Settings settings, Duration silence) {
        InetSocketAddress address =
                new InetSocketAddress(settings.getString(Settings.HTTP_HOST), settings.getInt(Settings.HTTP_PORT));
        try {
            WebServer opened = new WebServer(
                    address, settings.getPassword(HttpSettings.TOKEN).value(), silence);
            if (!opened.guard.writable()) {
                logger.warn(
                        "The page cannot change anything: {} is reachable from elsewhere and there is no {}",
                        address,
                        HttpSettings.TOKEN);
            }
            return opened;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot listen on " + address + " (" + e.getMessage() + "); choose another with --port", e);
        } catch (Exception e) {
            throw new IllegalStateException("cannot serve HTTP on " + address, e);
        }
    }

    /** Lets an endpoint answer from now on. */
    public void offer(Endpoint endpoint, Handler handler) {
        router.put(endpoint, handler);
    }

    /** The address really bound, with the port that was free where 0 was asked for. */
    public InetSocketAddress address() {
        String host = connector.getHost();
        return new InetSocketAddress(host, connector.getLocalPort());
    }

    /** Whether somebody may change things. */
    public boolean writable() {
        return guard.writable();
    }

    /** Whether changes need the token of the settings. */
    public boolean needsToken() {
        return guard.needsToken();
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
