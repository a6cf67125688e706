package io.sightline.image;

/**
 * A decoded picture, ready for a batch.
 *
 * @param rgb height x width x 3 values, row by row, red-green-blue, 0 to 255 (not rounded: a resize
 *     leaves fractions)
 * @param height rows
 * @param width columns
 */
@SuppressWarnings("ArrayRecordComponent") // one large buffer handed over, never compared
public record Pixels(float[] rgb, int height, int width) {}
