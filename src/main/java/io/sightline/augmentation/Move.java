package io.sightline.augmentation;

import io.sightline.image.Pixels;

/**
 * Where a picture's pixels go: mirrored, turned, zoomed, shifted and cropped, in this order.
 *
 * @param mirrored left and right change places
 * @param upsideDown top and bottom change places
 * @param angle counter-clockwise, in radians
 * @param zoom side of what is seen as a share of the picture's: below 1 things grow
 * @param shiftX to the right, as a share of the width
 * @param shiftY down, as a share of the height
 * @param crop side of the window as a share of the picture's
 * @param cropX where the window is between left, -1, and right, 1
 * @param cropY where the window is between top, -1, and bottom, 1
 */
record Move(
        boolean mirrored,
        boolean upsideDown,
        double angle,
        double zoom,
        double shiftX,
        double shiftY,
        double crop,
        double cropX,
        double cropY) {
    static final Move NONE = new Move(false, false, 0, 1, 0, 0, 1, 0, 0);

    /** A moved copy. */
    Pixels apply(Pixels picture) {
        Affine from = from(picture.height(), picture.width());
        return from.isIdentity()
                ? new Pixels(picture.rgb().clone(), picture.height(), picture.width())
                : Warp.apply(picture, from);
    }

    private Affine from(int height, int width) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double margin = (1 - crop) / 2;
        return new Affine(mirrored ? -1 : 1, 0, 0, 0, upsideDown ? -1 : 1, 0)
                .then(new Affine(cos, -sin, 0, sin, cos, 0))
                .then(new Affine(zoom, 0, 0, 0, zoom, 0))
                .then(new Affine(1, 0, -shiftX * width, 0, 1, -shiftY * height))
                .then(new Affine(crop, 0, cropX * margin * width, 0, crop, cropY * margin * height));
    }
}
