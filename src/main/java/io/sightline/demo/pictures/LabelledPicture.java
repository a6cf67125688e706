package io.sightline.demo.pictures;

/**
 * A picture of which the truth is known.
 *
 * @param name file name without folder, unique in its run
 * @param label the truth
 * @param jpeg the encoded picture
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record LabelledPicture(String name, String label, byte[] jpeg) {}
