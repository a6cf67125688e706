package io.sightline.dataset;

/**
 * How many pictures of a class there are for each purpose.
 *
 * @param label the class
 */
public record ClassCount(String label, int train, int validation, int test) {}
