package io.sightline.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sightline.cnn.Backbone;
import io.sightline.cnn.DeterministicWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficialWeightsTest {
    private static final String PATH =
            "/mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_96_no_top.h5";

    @TempDir
    Path folder;

    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private byte[] published = new byte[0];
    private int cutAfter = Integer.MAX_VALUE;
    private HttpServer server;
    private OfficialWeights weights;

    @BeforeEach
    void serve() throws IOException {
        Path file = folder.resolve("published.h5");
        KerasWeights.write(file, DeterministicWeights.network(Backbone.MOBILENET_V2.architecture(0.35, 96)));
        published = Files.readAllBytes(file);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, this::answer);
        server.start();
        weights = new OfficialWeights(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), folder.resolve("cache"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void downloadsOnceAndThenReadsTheCache() {
        List<Long> progress = new ArrayList<>();

        PretrainedBackbone first = load(progress);
        PretrainedBackbone second = load(progress);

        assertThat(requests).containsExactly("whole");
        assertThat(progress).isNotEmpty().isSorted().last().isEqualTo((long) published.length);
        assertThat(second.network().weights().values("Conv1", "kernel"))
                .isEqualTo(first.network().weights().values("Conv1", "kernel"))
                .hasSize(432);
        assertThat(first.origin()).contains("ImageNet");
        assertThat(weights.cached(Backbone.MOBILENET_V2, 0.35, 96)).isTrue();
        assertThat(weights.cached(Backbone.MOBILENET_V2, 0.35, 224)).isFalse();
    }

    @Test
    void goesOnWhereACutConnectionLeftOff() {
        cutAfter = published.length / 3 + 1;

        PretrainedBackbone loaded = load(new ArrayList<>());

        assertThat(requests)
                .hasSizeGreaterThanOrEqualTo(3)
                .startsWith("whole")
                .allMatch(range -> range.equals("whole") || range.startsWith("bytes="));
        assertThat(loaded.network().weights().values("Conv1", "kernel")).hasSize(432);
    }

    @Test
    void saysWhatToDoWhenThereIsNoNetwork() {
        server.stop(0);

        assertThatThrownBy(() -> load(new ArrayList<>()))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("http://127.0.0.1")
                .hasMessageContaining(PATH)
                .hasMessageContaining("--weights FILE");
    }

    @Test
    void noticesAFileDamagedInTheCache() throws IOException {
        load(new ArrayList<>());
        Path cached = folder.resolve("cache").resolve(PATH.substring(PATH.lastIndexOf('/') + 1));
        byte[] bytes = Files.readAllBytes(cached);
        bytes[bytes.length / 2] ^= 1;
        Files.write(cached, bytes);

        assertThatThrownBy(() -> load(new ArrayList<>())).hasMessageContaining("delete it to download it again");
    }

    @Test
    void namesTheWidthsThereAreWeightsFor() {
        assertThatThrownBy(() -> weights.load(Backbone.MOBILENET_V2, 0.4, 96, (done, total) -> {}))
                .hasMessageContaining("0.4")
                .hasMessageContaining("0.35, 0.5, 0.75, 1.0, 1.3, 1.4");
        assertThat(requests).isEmpty();
    }

    @Test
    void downloadsTheFileWithTheTopForAClassifier() throws IOException {
        Path file = folder.resolve("with-top.h5");
        KerasWeights.write(
                file, DeterministicWeights.network(Backbone.MOBILENET_V2.architectureWithTop(0.35, 96, 1000)));
        published = Files.readAllBytes(file);
        server.createContext(PATH.replace("_no_top", ""), this::answer);

        PretrainedBackbone classifier = weights.loadWithTop(Backbone.MOBILENET_V2, 0.35, 96, (done, total) -> {});

        assertThat(classifier.network().weights().values("predictions", "bias")).hasSize(1000);
    }

    @ParameterizedTest
    @CsvSource({
        "VGG16, /vgg16/vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5, 6d6bbae143d832006294945121d1f1fc",
        "VGG19, /vgg19/vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5, 253f8cb515780f3b799900260a226db6",
        "RESNET50, /resnet/resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5, 4d473c1dd8becc155b73f8504c6f6626",
        "INCEPTION_V3, /inception_v3/inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5,"
                + " bcbd6486424b2319ff4ef7d526e38f63"
    })
    void whatIsNotTheFileThatKerasPublishesIsNotKept(Backbone backbone, String path, String md5) {
        server.createContext(path, this::answer);

        assertThatThrownBy(() -> weights.load(backbone, 1.0, 299, (done, total) -> {}))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(path)
                .hasMessageContaining("MD5")
                .hasMessageContaining(md5)
                .hasMessageContaining("--weights FILE");
        assertThat(weights.cached(backbone, 1.0, 299)).isFalse();
        assertThat(folder.resolve("cache")).isDirectoryNotContaining("glob:**.part");
    }

    private PretrainedBackbone load(List<Long> progress) {
        return weights.load(Backbone.MOBILENET_V2, 0.35, 96, (done, total) -> progress.add(done));
    }

    /** Answers with at most {@code cutAfter} bytes of what it announces. */
    private void answer(HttpExchange exchange) {
        try (exchange) {
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(range == null ? "whole" : range);
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
            int left = published.length - from;
            exchange.sendResponseHeaders(range == null ? 200 : 206, left);
            exchange.getResponseBody().write(published, from, Math.min(left, cutAfter));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
