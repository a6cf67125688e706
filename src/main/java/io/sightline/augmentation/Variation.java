package io.sightline.augmentation;

import io.sightline.image.Pixels;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * What happens to one picture.
 *
 * @param move where its pixels go, first
 * @param colour how its colours change, then
 * @param cutout what is hidden, last
 */
record Variation(Move move, ColourChange colour, Cutout cutout) {
    private static final double TURN = 2 * Math.PI;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** Draws for a picture: the same for the same seed, epoch and identity, whatever else is drawn. */
    static Variation draw(AugmentationSpec spec, long seed, long epoch, String identity) {
        RandomGenerator random = new SplittableRandom(mix(seed, epoch, identity));
        // every number is drawn whether it is used or not, so that one strength does not change the others
        return new Variation(
                new Move(
                        random.nextBoolean() && spec.flip().horizontal(),
                        random.nextBoolean() && spec.flip().vertical(),
                        either(random) * spec.rotation() * TURN,
                        1 + either(random) * spec.zoom(),
                        either(random) * spec.shift(),
                        either(random) * spec.shift(),
                        spec.crop(),
                        either(random),
                        either(random)),
                new ColourChange(
                        either(random) * spec.brightness() * Pixel.MAX,
                        1 + either(random) * spec.contrast(),
                        1 + either(random) * spec.saturation(),
                        either(random) * spec.hue() * TURN),
                new Cutout(spec.cutout(), random.nextDouble(), random.nextDouble()));
    }

    /** A varied copy of a picture, values 0 to 255. */
    Pixels apply(Pixels picture) {
        Pixels varied = move.apply(picture);
        colour.apply(varied.rgb());
        cutout.apply(varied);
        return varied;
    }

    /** From -1 to 1. */
    private static double either(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }

    /** FNV-1a over all of it; SplittableRandom mixes the bits further. */
    private static long mix(long seed, long epoch, String identity) {
        long hash = FNV_OFFSET;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            hash = (hash ^ (seed >>> shift & 0xff)) * FNV_PRIME;
            hash = (hash ^ (epoch >>> shift & 0xff)) * FNV_PRIME;
        }
        for (int i = 0; i < identity.length(); i++) {
            hash = (hash ^ identity.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
