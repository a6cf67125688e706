package io.sightline.demo.surface;

import java.util.List;
import java.util.SplittableRandom;

/** Chance, repeatable by its seed. */
public final class Dice {
    private final SplittableRandom random;

    public Dice(long seed) {
        random = new SplittableRandom(seed);
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
