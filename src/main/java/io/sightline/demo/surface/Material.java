package io.sightline.demo.surface;

/** What a surface is made of. */
public interface Material {
    /** Fills a blank surface with colour, height (in pixels) and gloss (0 to 1). */
    void fill(Surface surface, Placement placement, Dice dice);
}
