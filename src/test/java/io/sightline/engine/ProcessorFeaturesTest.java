package io.sightline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorFeaturesTest {
    @Test
    void bfloat16IsAmongTheFlagsOrIsNot() {
        assertThat(cpuinfo("fpu avx2 avx512f avx512_bf16 avx512_vnni")).isTrue();
        assertThat(cpuinfo("fpu amx_bf16")).isTrue();
        assertThat(cpuinfo("fpu avx2 avx512f avx512_vnni")).isFalse();
        assertThat(ProcessorFeatures.bfloat16(List.of("model name\t: avx512_bf16 in its name only")))
                .isFalse();
    }

    private static boolean cpuinfo(String flags) {
        return ProcessorFeatures.bfloat16(List.of("processor\t: 0", "flags\t\t: " + flags, "bugs\t\t: none"));
    }
}
