package io.sightline.augmentation;

/**
 * Where in a picture the value of a place comes from: {@code (xx·x + xy·y + x0, yx·x + yy·y + y0)}, in
 * pixels from the middle, x to the right and y down.
 */
record Affine(double xx, double xy, double x0, double yx, double yy, double y0) {

    /** Another step on the result of this one: its places are looked up there first, then here. */
    Affine then(Affine next) {
        return new Affine(
                xx * next.xx + xy * next.yx,
                xx * next.xy + xy * next.yy,
                xx * next.x0 + xy * next.y0 + x0,
                yx * next.xx + yy * next.yx,
                yx * next.xy + yy * next.yy,
                yx * next.x0 + yy * next.y0 + y0);
    }

    /** Whether every place stays. */
    boolean isIdentity() {
        return xx == 1 && xy == 0 && x0 == 0 && yx == 0 && yy == 1 && y0 == 0;
    }
}
