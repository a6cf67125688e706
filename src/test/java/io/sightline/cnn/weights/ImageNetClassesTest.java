package io.sightline.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.sightline.cnn.Shared;
import io.sightline.event.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageNetClassesTest {
    @TempDir
    Path folder;

    @Test
    void readsKerasIndex() {
        List<String> names = ImageNetClasses.read(Shared.file("parity/imagenet_class_index.json"));

        assertThat(names).hasSize(1000).doesNotHaveDuplicates().startsWith("tench", "goldfish");
        assertThat(names.get(134)).isEqualTo("crane_134");
        assertThat(names.get(517)).isEqualTo("crane_517");
    }

    @Test
    void readsAnIndexByItsNumbersAndAListByItsLines() throws IOException {
        Map<String, List<String>> index = new LinkedHashMap<>();
        for (int i = 999; i >= 0; i--) {
            index.put(String.valueOf(i), List.of("n" + i, "class " + i));
        }
        Path json = folder.resolve("index.json");
        Json.mapper().writeValue(json.toFile(), index);
        Path lines = Files.write(
                folder.resolve("labels.txt"),
                IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList());

        assertThat(ImageNetClasses.read(json))
                .isEqualTo(ImageNetClasses.read(lines))
                .startsWith("class 0", "class 1", "class 2");
    }

    @Test
    void saysWhatIsWrongWithAFileThatNamesOtherThanAThousand() throws IOException {
        Path few = Files.writeString(folder.resolve("few.txt"), "cat\ndog\n");
        Path noIndex = Files.writeString(folder.resolve("no-index.json"), "{\"labels\": [\"cat\"]}");
        Path cut = Files.writeString(folder.resolve("cut.json"), "{\"0\": [\"n014");

        assertThatThrownBy(() -> ImageNetClasses.read(few))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining("few.txt names 2 classes");
        assertThatThrownBy(() -> ImageNetClasses.read(noIndex))
                .hasMessageContaining("no-index.json")
                .hasMessageContaining("\"0\"");
        assertThatThrownBy(() -> ImageNetClasses.read(cut)).hasMessageContaining("cut.json is no class index");
    }

    @Test
    void anIndexThatIsNotKerasIsNotKept() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 2);
                exchange.getResponseBody().write(new byte[] {'{', '}'});
            }
        });
        server.start();
        try {
            URI index = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/index.json");

            assertThatThrownBy(() -> new ImageNetClasses(index, folder).download((done, total) -> {}))
                    .hasMessageContaining("c2c37ea517e94d9795004a39431a14cb")
                    .hasMessageContaining("--labels FILE");
            assertThat(folder.resolve("imagenet_class_index.json")).doesNotExist();
        } finally {
            server.stop(0);
        }
    }
}
