package io.sightline.augmentation;

import java.util.Locale;

/** Which mirror images a picture may become, by Keras' {@code RandomFlip} names. */
public enum Flip {
    /** None. */
    NONE,
    /** Left and right change places in half of the pictures. */
    HORIZONTAL,
    /** Top and bottom change places in half of the pictures. */
    VERTICAL,
    /** Both, each in half of the pictures. */
    HORIZONTAL_AND_VERTICAL;

    boolean horizontal() {
        return this == HORIZONTAL || this == HORIZONTAL_AND_VERTICAL;
    }

    boolean vertical() {
        return this == VERTICAL || this == HORIZONTAL_AND_VERTICAL;
    }

    /** The name on the command line. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
