package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

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
    void itsThreadsAreToldFromOthersByTheirName() throws IOException {
        TensorFlowEngine.start();

        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            assertThat(threads.map(TensorFlowEngineTest::name)).contains("tensorflow");
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            return "ended since it was listed";
        }
    }

    @Test
    void theSettingOfDjlWinsOverThat() {
        System.setProperty(SETTING_OF_DJL, "2");

        TensorFlowEngine.start(3);

        assertThat(JavacppUtils.getSessionConfig().getIntraOpParallelismThreads())
                .isEqualTo(2);
    }
}
