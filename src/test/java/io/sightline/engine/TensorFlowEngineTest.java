package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
    void theSettingOfDjlWinsOverThat() {
        System.setProperty(SETTING_OF_DJL, "2");

        TensorFlowEngine.start(3);

        assertThat(JavacppUtils.getSessionConfig().getIntraOpParallelismThreads())
                .isEqualTo(2);
    }
}
