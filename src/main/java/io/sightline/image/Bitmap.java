package io.sightline.image;

/**
 * A decoded picture in its own size.
 *
 * @param rgb height x width x 3 bytes, row by row, red-green-blue
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Bitmap(byte[] rgb, int height, int width) {}
