package io.sightline.image;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server whose answers a test plans, good and bad. */
final class UnrulyServer implements AutoCloseable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 0), 0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, Queue<Answer>> first = new ConcurrentHashMap<>();
    private final Set<String> addresses = ConcurrentHashMap.newKeySet();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile String lastAddress = "";
    private volatile Headers lastHeaders = new Headers();

    private interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    UnrulyServer() throws IOException {
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.computeIfAbsent(path, p -> new AtomicInteger()).incrementAndGet();
        addresses.add(exchange.getLocalAddress().getAddress().getHostAddress());
        lastAddress = exchange.getLocalAddress().getAddress().getHostAddress();
        lastHeaders = exchange.getRequestHeaders();
        underWay.incrementAndGet();
        try (exchange;
                InputStream request = exchange.getRequestBody()) {
            request.readAllBytes();
            Answer planned =
                    first.getOrDefault(path, new ConcurrentLinkedQueue<>()).poll();
            (planned == null ? answers.getOrDefault(path, e -> e.sendResponseHeaders(404, -1)) : planned).to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    void answer(String path, int status, String body, String... header) {
        answers.put(path, exchange -> {
            if (header.length == 2) {
                exchange.getResponseHeaders().set(header[0], header[1]);
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        });
    }

    /** Answers that are being sent. */
    int underWay() {
        return underWay.get();
    }

    /** What the first requests get before the planned answer. */
    void answerFirst(String path, int times, int status) {
        Queue<Answer> queue = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < times; i++) {
            queue.add(exchange -> exchange.sendResponseHeaders(status, -1));
        }
        first.put(path, queue);
    }

    void redirect(String path, String location) {
        answer(path, 302, "", "Location", location);
    }

    /** Never stops sending. */
    void endless(String path) {
        answers.put(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            byte[] some = new byte[8192];
            while (closed.getCount() > 0) {
                out.write(some);
            }
        });
    }

    /** Sends one byte after the other, each in time for a socket's own timeout. */
    void slowDrip(String path) {
        answers.put(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            while (!closed.await(20, TimeUnit.MILLISECONDS)) {
                out.write('x');
                out.flush();
            }
        });
    }

    /** Takes the request and never answers. */
    void silent(String path) {
        answers.put(path, exchange -> closed.await());
    }

    /** Promises a gigabyte, and takes its time. */
    void huge(String path) {
        answers.put(path, exchange -> {
            exchange.sendResponseHeaders(200, 1 << 30);
            closed.await();
        });
    }

    /** Promises ten bytes, sends three and hangs up. */
    void shortBody(String path) {
        answers.put(path, exchange -> {
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().write(new byte[3]);
            exchange.getResponseBody().flush();
            throw new IOException("planned");
        });
    }

    /** Hangs up without an answer. */
    void reset(String path) {
        answers.put(path, exchange -> {
            throw new IOException("planned");
        });
    }

    String uri(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    int port() {
        return server.getAddress().getPort();
    }

    int requests(String path) {
        return requests.getOrDefault(path, new AtomicInteger()).get();
    }

    Headers lastHeaders() {
        return lastHeaders;
    }

    /** The address of this machine that the last request came in by. */
    String lastAddress() {
        return lastAddress;
    }

    /** The addresses of this machine that requests came in by. */
    Set<String> addresses() {
        return addresses;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
