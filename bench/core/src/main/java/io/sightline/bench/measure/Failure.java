package io.sightline.bench.measure;

/**
 * A contender that could not be measured.
 *
 * @param name of the contender
 * @param reason the end of what it said
 */
public record Failure(String name, String reason) {}
