package io.sightline.demo.surface;

/** What is wrong with a surface. */
public interface Defect {
    /** A surface with nothing wrong. */
    Defect NONE = (surface, dice) -> {};

    /** Marks a surface that a material has filled. */
    void mark(Surface surface, Dice dice);
}
