package io.sightline.bench.measure;

/**
 * What is known of a contender's process, from its start to its end.
 *
 * @param firstSeconds from its start to its first prediction
 * @param warmSeconds from then until it was measured
 * @param rested whether its compilers rested then
 * @param duplicates committed predictions of images that had one before
 */
public record Life(double firstSeconds, double warmSeconds, boolean rested, long duplicates) {}
