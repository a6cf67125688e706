package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FailedInputsTest {
    private final AtomicInteger collections = new AtomicInteger();
    private final FailedInputs inputs = new FailedInputs(1000, collections::incrementAndGet);

    @Test
    void garbageIsCollectedWheneverMuchIsLeft() {
        for (int i = 0; i < 20; i++) {
            inputs.add(300);
        }

        assertThat(collections).as("after each fourth").hasValue(5);
    }
}
