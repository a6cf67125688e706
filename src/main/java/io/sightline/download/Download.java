package io.sightline.download;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One file from the web, fetched once: what has come is kept in {@code NAME.part} and asked for from
 * there on (HTTP Range) at the next try; the whole file appears by one rename, with its SHA-256 in
 * {@code NAME.sha256}.
 */
public final class Download {
    private static final int TRIES = 4;
    private static final int BUFFER = 64 * 1024;

    private final URI uri;
    private final Path file;
    private final @Nullable Checksum published;
    private final Duration timeout;
    private final String otherwise;

    /**
     * Prepares a download; nothing is fetched yet.
     *
     * @param uri http or https
     * @param file where it is kept; its folder is made where there is none
     * @param published the checksum it must have; null if none is known
     * @param timeout for connecting, and for the answer to begin
     * @param otherwise the option that names a file from elsewhere, for messages
     */
    public Download(URI uri, Path file, @Nullable Checksum published, Duration timeout, String otherwise) {
        this.uri = uri;
        this.file = file;
        this.published = published;
        this.timeout = timeout;
        this.otherwise = otherwise;
    }

    /**
     * Returns the file, fetching it first if it is not there.
     *
     * @throws DownloadException if it cannot be fetched, is not what was published (then it is not kept),
     *     or is no longer what was fetched
     */
    public Path fetch(DownloadProgress progress) {
        try {
            if (!Files.isRegularFile(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                try (FileChannel channel = FileChannel.open(
                                sibling(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    if (lock.isValid() && !Files.isRegularFile(file)) {
                        downloadWithRetries(progress);
                    }
                }
            }
            verify();
            return file;
        } catch (IOException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private void downloadWithRetries(DownloadProgress progress) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(Redirect.NORMAL)
                .build();
        for (int tries = 1; ; tries++) {
            long before = partSize();
            try {
                download(client, progress);
                break;
            } catch (IOException e) {
                // worth another try only while each brings something
                if (tries == TRIES || partSize() <= before) {
                    throw e;
                }
            }
        }
        Path part = sibling(".part");
        checkPublished(part);
        Files.writeString(sibling(".sha256"), Checksum.sha256(part).hex());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void download(HttpClient client, DownloadProgress progress) throws IOException, InterruptedException {
        long from = partSize();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(timeout);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        HttpResponse<InputStream> response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            if (response.statusCode() == 416) {
                Files.delete(sibling(".part"));
                throw new IOException("the server has a shorter file than what came before; start again");
            }
            boolean resumed = response.statusCode() == 206;
            if (!resumed && response.statusCode() != 200) {
                throw new IOException("the server answers " + response.statusCode());
            }
            long done = resumed ? from : 0;
            long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
            append(body, done, length < 0 ? -1 : done + length, progress);
        }
    }

    private void append(InputStream body, long from, long total, DownloadProgress progress) throws IOException {
        long done = from;
        try (OutputStream out = from > 0
                ? Files.newOutputStream(sibling(".part"), StandardOpenOption.APPEND)
                : Files.newOutputStream(sibling(".part"))) {
            byte[] buffer = new byte[BUFFER];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                out.write(buffer, 0, read);
                done += read;
                progress.at(done, total);
            }
        }
        if (total >= 0 && done < total) {
            throw new IOException("the connection ended after " + done + " of " + total + " bytes");
        }
    }

    private void checkPublished(Path part) throws IOException {
        if (published == null) {
            return;
        }
        Checksum found = published.of(part);
        if (!found.equals(published)) {
            Files.delete(part);
            throw new DownloadException("what " + uri + " gives is not the file that is published (" + found.algorithm()
                    + " " + found.hex() + ", not " + published.hex()
                    + "), and was not kept; is there a proxy between? Try again, or give " + otherwise);
        }
    }

    private void verify() throws IOException {
        Path recorded = sibling(".sha256");
        if (!Files.isRegularFile(recorded)) {
            throw new DownloadException(file + " has no " + recorded.getFileName()
                    + " beside it; delete it to download it again, or give " + otherwise);
        }
        if (!Files.readString(recorded).strip().equals(Checksum.sha256(file).hex())) {
            throw new DownloadException(file + " has changed since it was downloaded; delete it to download it again");
        }
    }

    private long partSize() throws IOException {
        Path part = sibling(".part");
        return Files.exists(part) ? Files.size(part) : 0;
    }

    private Path sibling(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private DownloadException unavailable(Exception cause) {
        return new DownloadException(
                "cannot download " + uri + " (" + cause + "); download it elsewhere and give " + otherwise, cause);
    }
}
