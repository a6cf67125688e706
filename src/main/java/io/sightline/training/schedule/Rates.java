package io.sightline.training.schedule;

/** What every schedule asks of its numbers. */
final class Rates {
    private Rates() {}

    static void requirePositive(float rate) {
        require(rate > 0 && Float.isFinite(rate), "learning rate", rate, "over 0");
    }

    static void require(boolean right, String name, Number value, String range) {
        if (!right) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be " + range);
        }
    }
}
