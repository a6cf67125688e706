package io.sightline.bench.contender;

/** What the limit can do over and over. */
public enum Loop {
    /** Pictures are read, decoded and classified. */
    WHOLE,

    /** Pictures that have been decoded before are classified. */
    CLASSIFY,

    /** Pictures are read and decoded, on all processors. */
    DECODE
}
