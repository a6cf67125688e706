package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.tensorflow.Graph;
import org.tensorflow.Session;

class TensorFlowEngineTest {
    private static final String SETTING_OF_DJL = "ai.djl.tensorflow.num_intraop_threads";

    private final @Nullable String before = System.getProperty(SETTING_OF_DJL);

    @AfterEach
    void putBack() {
        if (before == null) {
            System.clearProperty(SETTING_OF_DJL);
        } else {
            System.setProperty(SETTING_OF_DJL, before);
        }
    }

    @Test
    void tensorFlowIsStartedWithTheThreadsAskedFor() {
        System.clearProperty(SETTING_OF_DJL);

        TensorFlowEngine.start(3);

        assertThat(JavacppUtils.getSessionConfig().getIntraOpParallelismThreads())
                .isEqualTo(3);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itsThreadsAreToldFromOthersByTheirName() throws Exception {
        TensorFlowEngine.start();
        Thread other = new Thread(TensorFlowEngineTest::session, "other");
        other.start();
        other.join();

        Awaitility.await().until(() -> !threads().contains("other")); // as those are called that it starts
        assertThat(threads()).contains("tensorflow");
    }

    private static void session() {
        try (Graph graph = new Graph()) {
            new Session(graph).close();
        }
    }

    private static List<String> threads() throws IOException {
        List<String> names = new ArrayList<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            for (Path thread : threads.toList()) {
                if (Files.exists(thread)) { // else it has ended since
                    names.add(Files.readString(thread.resolve("comm")).strip());
                }
            }
        }
        return names;
    }

    @Test
    void whatIsBehindAFailureIsTold() {
        Throwable ofDjl = new IllegalStateException("Failed to load", new UnsatisfiedLinkError("no libstdc++.so.6"));

        assertThat(TensorFlowEngine.failure(ofDjl))
                .hasMessageContaining("no libstdc++.so.6")
                .hasCause(ofDjl);
        assertThat(TensorFlowEngine.failure(new EngineException("not for this machine")))
                .hasMessage("not for this machine");
    }

    @Test
    void theSettingOfDjlWinsOverThat() {
        System.setProperty(SETTING_OF_DJL, "2");

        TensorFlowEngine.start(3);

        assertThat(JavacppUtils.getSessionConfig().getIntraOpParallelismThreads())
                .isEqualTo(2);
    }
}
