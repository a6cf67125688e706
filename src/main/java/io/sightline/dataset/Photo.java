package io.sightline.dataset;

import java.nio.file.Path;

/**
 * One labelled picture of a data set.
 *
 * @param file the encoded picture
 * @param label index of its class
 * @param sha256 of the file's bytes, in hexadecimal
 * @param split what it is for
 */
public record Photo(Path file, int label, String sha256, Split split) {}
