package io.sightline.demo.starter;

/**
 * A rendered picture in memory.
 *
 * @param rgb rows of red, green, blue, one unsigned byte each
 * @param material index among the family's materials
 * @param defect index among the family's labels
 */
@SuppressWarnings("ArrayRecordComponent") // a buffer, never compared
record StarterPicture(byte[] rgb, int material, int defect) {}
