package io.sightline.augmentation;

import io.sightline.image.Pixels;

/**
 * Moves a picture's pixels: bilinear between four, and reflected at the edge (d c b a | a b c d | d c b
 * a), as TensorFlow's {@code ImageProjectiveTransformV3} does under Keras' layers.
 */
final class Warp {
    private Warp() {}

    static Pixels apply(Pixels picture, Affine from) {
        int width = picture.width();
        int height = picture.height();
        float[] in = picture.rgb();
        float[] out = new float[in.length];
        double middleX = (width - 1) / 2.0;
        double middleY = (height - 1) / 2.0;
        int to = 0;
        for (int row = 0; row < height; row++) {
            double y = row - middleY;
            double startX = from.xy() * y + from.x0() + middleX;
            double startY = from.yy() * y + from.y0() + middleY;
            for (int column = 0; column < width; column++) {
                double x = column - middleX;
                double sourceX = from.xx() * x + startX;
                double sourceY = from.yx() * x + startY;
                int left = floor(sourceX);
                int top = floor(sourceY);
                float right = (float) (sourceX - left);
                float below = (float) (sourceY - top);
                int x0 = reflect(left, width) * Pixel.CHANNELS;
                int x1 = reflect(left + 1, width) * Pixel.CHANNELS;
                int y0 = reflect(top, height) * width * Pixel.CHANNELS;
                int y1 = reflect(top + 1, height) * width * Pixel.CHANNELS;
                for (int channel = 0; channel < Pixel.CHANNELS; channel++) {
                    float above = in[y0 + x0 + channel] * (1 - right) + in[y0 + x1 + channel] * right;
                    float under = in[y1 + x0 + channel] * (1 - right) + in[y1 + x1 + channel] * right;
                    out[to++] = above * (1 - below) + under * below;
                }
            }
        }
        return new Pixels(out, height, width);
    }

    /** Math.floor is a call for each pixel; this is not. */
    private static int floor(double value) {
        int whole = (int) value;
        return value < whole ? whole - 1 : whole;
    }

    private static int reflect(int at, int size) {
        if (at >= 0 && at < size) {
            return at;
        }
        int inPeriod = Math.floorMod(at, 2 * size);
        return inPeriod < size ? inPeriod : 2 * size - 1 - inPeriod;
    }
}
