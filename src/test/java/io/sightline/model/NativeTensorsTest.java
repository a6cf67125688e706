package io.sightline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sightline.engine.TensorFlowEngine;
import io.sightline.event.ImageRejectedException;
import io.sightline.image.ImageDecoder;
import io.sightline.image.ImageLimits;
import io.sightline.image.Pixels;
import io.sightline.image.TestPictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.types.TInt32;

/**
 * What TensorFlow holds for us lies outside the heap, where no garbage collection shows in time that it grows. Each
 * tensor, graph and session is one that JavaCPP counts until it is closed.
 */
class NativeTensorsTest {
    private static final byte[] JPEG = TestPictures.jpeg(40, 30);

    @TempDir
    Path folder;

    /** What there is once for the process is there after this. */
    @BeforeAll
    static void start() {
        TensorFlowEngine.start();
        TInt32.vectorOf(1).close();
    }

    @Test
    void anOpenTensorIsCounted() {
        long before = open();
        try (TInt32 tensor = TInt32.vectorOf(1, 2)) {
            assertThat(tensor.size()).isEqualTo(2);
            assertThat(open()).isGreaterThan(before);
        }
        assertThat(open()).isEqualTo(before);
    }

    @Test
    void noneIsLeftWhenNothingIsUnderWay() {
        Bundle bundle = TestModels.write(folder.resolve("model"), "ok", "scratch");
        Bundle retrained = TestModels.writeRetrained(folder.resolve("retrained"), 0.5f, "ok", "scratch");
        long nothing = open();
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults())) {
            try (ServingModel model = ServingModel.load(bundle, Precision.FLOAT32)) {
                classify(decoder, model);
                long idle = open();
                for (int i = 0; i < 300; i++) {
                    classify(decoder, model);
                    fail(decoder, model);
                }
                assertThat(open()).as("after 300 pictures and as many failures").isEqualTo(idle);

                for (int i = 0; i < 3; i++) {
                    try (ServingModel other = ServingModel.load(retrained, Precision.FLOAT32)) {
                        classify(decoder, other);
                    }
                    try (ServingModel sharing = model.withHeadOf(retrained).orElseThrow()) {
                        classify(decoder, sharing);
                    }
                }
                assertThat(open()).as("after models came and went").isEqualTo(idle);
            }
        }
        assertThat(open()).as("after all is closed").isEqualTo(nothing);
    }

    @Test
    void noneIsLeftByABatchThatTheEngineCannotRun() throws Exception {
        Pixels blue = new Pixels(new float[TestModels.SIZE * TestModels.SIZE * 3], TestModels.SIZE, TestModels.SIZE);
        for (int i = 2; i < blue.rgb().length; i += 3) {
            blue.rgb()[i] = 255;
        }
        Bundle picky = PickyModel.write(folder.resolve("picky"), TestModels.SIZE);
        AtomicInteger collections = new AtomicInteger();
        FailedInputs inputs = new FailedInputs(0, collections::incrementAndGet);
        try (SavedModelClassifier model = SavedModelClassifier.load(picky, 0, Precision.FLOAT32, inputs)) {
            long idle = open();
            for (int i = 0; i < 100; i++) {
                assertThatThrownBy(() -> model.classify(List.of(blue, blue))).hasMessageContaining("it is blue");
            }
            assertThat(collections).hasValue(100);
            System.gc(); // as a collector does
            await().untilAsserted(() -> assertThat(open()).isEqualTo(idle));
        }
    }

    private static void classify(ImageDecoder decoder, ServingModel model) {
        Pixels pixels = decoder.decode(JPEG, TestModels.SIZE, TestModels.SIZE, true);
        assertThat(model.classify(List.of(pixels, pixels))).hasSize(2);
    }

    /** In the header, behind it, in the decoder for other formats, and in the engine. */
    private static void fail(ImageDecoder decoder, ServingModel model) {
        byte[] bmp = TestPictures.encode(TestPictures.quarters(40, 30, 1), "bmp");
        for (byte[] damaged : List.of(
                Arrays.copyOf(JPEG, 20), Arrays.copyOf(JPEG, JPEG.length / 2), Arrays.copyOf(bmp, bmp.length / 2))) {
            assertThatThrownBy(() -> decoder.decode(damaged, TestModels.SIZE, TestModels.SIZE, true))
                    .isInstanceOf(ImageRejectedException.class);
        }
        Pixels notThisModels = new Pixels(new float[4 * 4 * 3], 4, 4);
        assertThatThrownBy(() -> model.classify(List.of(notThisModels))).isInstanceOf(RuntimeException.class);
    }

    private static long open() {
        return Pointer.totalCount();
    }
}
