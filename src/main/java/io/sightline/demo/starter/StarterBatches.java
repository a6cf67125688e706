package io.sightline.demo.starter;

import io.sightline.demo.surface.Dice;
import io.sightline.training.fit.ScratchTraining.Batch;
import io.sightline.training.fit.ScratchTraining.Batches;
import java.util.List;

/**
 * Batches of rendered pictures, each turned, mirrored, shifted and toned anew. One softmax answers
 * both questions: a share of the target lies on the material, the rest on the defect, so that the
 * features must tell both.
 */
final class StarterBatches implements Batches {
    private static final float MATERIAL_SHARE = 0.2f;

    private final List<StarterPicture> pictures;
    private final int materials;
    private final int classes;
    private final int size;
    private final int batchSize;
    private final long seed;

    StarterBatches(List<StarterPicture> pictures, int materials, int defects, int size, int batchSize, long seed) {
        this.pictures = pictures;
        this.materials = materials;
        this.classes = materials + defects;
        this.size = size;
        this.batchSize = batchSize;
        this.seed = seed;
    }

    @Override
    public Batch at(int step) {
        Dice dice = new Dice(seed * 1_000_003L + step);
        float[] rgb = new float[batchSize * size * size * 3];
        float[] target = new float[batchSize * classes];
        for (int row = 0; row < batchSize; row++) {
            StarterPicture picture = dice.pick(pictures);
            copy(picture.rgb(), rgb, row * size * size * 3, dice);
            target[row * classes + picture.material()] = MATERIAL_SHARE;
            target[row * classes + materials + picture.defect()] = 1 - MATERIAL_SHARE;
        }
        return new Batch(rgb, target);
    }

    private void copy(byte[] from, float[] to, int start, Dice dice) {
        boolean transpose = dice.chance(0.5);
        boolean flipRows = dice.chance(0.5);
        boolean flipColumns = dice.chance(0.5);
        int down = dice.between(-size / 10, size / 10);
        int right = dice.between(-size / 10, size / 10);
        float[] gain = new float[3];
        float all = dice.between(0.8, 1.2);
        for (int c = 0; c < 3; c++) {
            gain[c] = all * dice.between(0.93, 1.07);
        }
        float offset = dice.between(-18, 18);
        int at = start;
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int row = mirrored((transpose ? x : y) + down);
                int column = mirrored((transpose ? y : x) + right);
                row = flipRows ? size - 1 - row : row;
                column = flipColumns ? size - 1 - column : column;
                int source = (row * size + column) * 3;
                for (int c = 0; c < 3; c++) {
                    float value = (from[source + c] & 0xff) * gain[c] + offset;
                    to[at++] = Math.max(0, Math.min(255, value));
                }
            }
        }
    }

    /** Beyond the edge the picture continues as in a mirror. */
    private int mirrored(int at) {
        return at < 0 ? -1 - at : at >= size ? 2 * size - 1 - at : at;
    }
}
