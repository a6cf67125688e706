package io.sightline.demo.surface;

import java.util.List;
import java.util.SplittableRandom;

/** Chance, repeatable by its seed. */
public final class Dice {
    private final SplittableRandom random;

    public Dice(long seed) {
        random = new SplittableRandom(mix(seed));
    }

    /** Stafford's 64-bit mixer: seeds that are close, or a fixed step apart, share nothing afterwards. */
    private static long mix(long seed) {
        long mixed = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }

    /** Anything from low (included) to high. */
    public float between(double low, double high) {
        return (float) (low + (high - low) * random.nextDouble());
    }

    /** A whole number from low to high, both included. */
    public int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /** True with a probability. */
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A direction, in radians. */
    public float angle() {
        return between(0, 2 * Math.PI);
    }

    public float gaussian() {
        return (float) random.nextGaussian();
    }

    /** A seed for something that shall not disturb the sequence. */
    public long seed() {
        return random.nextLong();
    }
}
