package io.sightline.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sightline.cnn.graph.Tensors;
import io.sightline.engine.TensorFlowEngine;
import io.sightline.image.Pixels;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ImageProjectiveTransformV3;
import org.tensorflow.types.TFloat32;

/** Which way things go, told by one bright pixel in the dark, and in which order. */
class MoveTest {
    private static final int SIZE = 9;
    private static final double QUARTER = Math.PI / 2;

    @Test
    void aMirrorImageOfAMirrorImageIsThePicture() {
        Pixels picture = noise(7, 10);
        Move mirror = new Move(true, false, 0, 1, 0, 0, 1, 0, 0);
        Move upsideDown = new Move(false, true, 0, 1, 0, 0, 1, 0, 0);

        assertThat(mirror.apply(picture).rgb()).isNotEqualTo(picture.rgb());
        assertThat(mirror.apply(mirror.apply(picture)).rgb()).isEqualTo(picture.rgb());
        assertThat(upsideDown.apply(upsideDown.apply(picture)).rgb()).isEqualTo(picture.rgb());
        assertThat(brightest(mirror.apply(bright(2, 1)))).containsExactly(2, 7);
        assertThat(brightest(upsideDown.apply(bright(2, 1)))).containsExactly(6, 1);
    }

    @Test
    void aQuarterTurnGoesCounterClockwise() {
        Pixels turned = new Move(false, false, QUARTER, 1, 0, 0, 1, 0, 0).apply(bright(0, 4));

        assertThat(brightest(turned)).as("the top is now left").containsExactly(4, 0);
        assertThat(turned.rgb()[(4 * SIZE) * 3]).isCloseTo(255, within(0.01f));
    }

    @Test
    void aShiftMovesToTheRightAndDown() {
        assertThat(brightest(new Move(false, false, 0, 1, 2.0 / SIZE, 0, 1, 0, 0).apply(bright(4, 4))))
                .containsExactly(4, 6);
        assertThat(brightest(new Move(false, false, 0, 1, 0, 3.0 / SIZE, 1, 0, 0).apply(bright(4, 4))))
                .containsExactly(7, 4);
    }

    @Test
    void whatAShiftUncoversIsReflected() {
        Pixels shifted = new Move(false, false, 0, 1, 2.0 / SIZE, 0, 1, 0, 0).apply(bright(4, 0));

        assertThat(shifted.rgb()[(4 * SIZE + 2) * 3]).as("where it moved").isEqualTo(255);
        assertThat(shifted.rgb()[(4 * SIZE + 1) * 3]).as("its reflection").isEqualTo(255);
        assertThat(shifted.rgb()[(4 * SIZE) * 3]).isZero();
    }

    @Test
    void zoomingInMakesThingsGrowAndMoveOutwards() {
        assertThat(brightest(new Move(false, false, 0, 0.5, 0, 0, 1, 0, 0).apply(bright(5, 3))))
                .containsExactly(6, 2);
        assertThat(brightest(new Move(false, false, 0, 2, 0, 0, 1, 0, 0).apply(bright(6, 2))))
                .containsExactly(5, 3);
    }

    @Test
    void aCropStretchesACornerOverThePicture() {
        Pixels topLeft = new Move(false, false, 0, 1, 0, 0, 1.0 / 3, -1, -1).apply(bright(1, 1));
        Pixels bottomRight = new Move(false, false, 0, 1, 0, 0, 1.0 / 3, 1, 1).apply(bright(7, 7));

        assertThat(brightest(topLeft)).containsExactly(4, 4);
        assertThat(brightest(bottomRight)).containsExactly(4, 4);
    }

    @Test
    void noMoveIsACopy() {
        Pixels picture = noise(4, 5);

        Pixels same = Move.NONE.apply(picture);

        assertThat(same.rgb()).isEqualTo(picture.rgb()).isNotSameAs(picture.rgb());
    }

    @Test
    void movesAsTheOperationUnderKerasLayersDoes() {
        Pixels picture = noise(20, 31);
        Affine from = new Affine(1.1, 0.3, 12, -0.4, 0.8, -47);

        Pixels moved = Warp.apply(picture, from);

        // TensorFlow counts from the corner, not from the middle
        double middleX = (picture.width() - 1) / 2.0;
        double middleY = (picture.height() - 1) / 2.0;
        float[] corner = {
            (float) from.xx(),
            (float) from.xy(),
            (float) (from.x0() + middleX - from.xx() * middleX - from.xy() * middleY),
            (float) from.yx(),
            (float) from.yy(),
            (float) (from.y0() + middleY - from.yx() * middleX - from.yy() * middleY),
            0,
            0
        };
        assertThat(moved.rgb()).containsExactly(byTensorFlow(picture, corner), within(0.05f));
    }

    private static float[] byTensorFlow(Pixels picture, float[] transform) {
        TensorFlowEngine.start();
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Placeholder<TFloat32> rgb = tf.placeholder(TFloat32.class);
            Placeholder<TFloat32> transforms = tf.placeholder(TFloat32.class);
            ImageProjectiveTransformV3<TFloat32> moved = tf.image.imageProjectiveTransformV3(
                    rgb,
                    transforms,
                    tf.constant(new int[] {picture.height(), picture.width()}),
                    tf.constant(0f),
                    "BILINEAR",
                    ImageProjectiveTransformV3.fillMode("REFLECT"));
            try (TFloat32 batch = Tensors.batch(List.of(picture));
                    TFloat32 matrix = Tensors.of(transform, 1, transform.length);
                    Result result = session.runner()
                            .feed(rgb, batch)
                            .feed(transforms, matrix)
                            .fetch(moved)
                            .run()) {
                return Tensors.values((TFloat32) result.get(0));
            }
        }
    }

    private static Pixels noise(int height, int width) {
        Random random = new Random(5);
        float[] rgb = new float[height * width * 3];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = random.nextInt(256);
        }
        return new Pixels(rgb, height, width);
    }

    private static Pixels bright(int row, int column) {
        float[] rgb = new float[SIZE * SIZE * 3];
        for (int channel = 0; channel < 3; channel++) {
            rgb[(row * SIZE + column) * 3 + channel] = 255;
        }
        return new Pixels(rgb, SIZE, SIZE);
    }

    /** Row and column. */
    private static int[] brightest(Pixels picture) {
        int best = 0;
        for (int i = 0; i < picture.rgb().length; i++) {
            best = picture.rgb()[i] > picture.rgb()[best] + 0.01f ? i : best;
        }
        int pixel = best / 3;
        return new int[] {pixel / picture.width(), pixel % picture.width()};
    }
}
