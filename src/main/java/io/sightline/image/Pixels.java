package io.sightline.image;

/**
 * A decoded picture, ready for a batch.
 *
 * @param rgb height x width x 3 values, row by row, red-green-blue, 0 to 255 (not rounded: a resize
 *     leaves fractions)
 * @param height rows
 * @param width columns
 */
@SuppressWarnings("ArrayRecordComponent") // one large buffer handed over, never compared
public record Pixels(float[] rgb, int height, int width) {

    /**
     * The picture in another size, bilinear with the centres of pixels aligned, as {@code
     * tf.image.resize} does it.
     *
     * @param newHeight rows wanted
     * @param newWidth columns wanted
     */
    public Pixels resized(int newHeight, int newWidth) {
        if (newHeight == height && newWidth == width) {
            return this;
        }
        float[] resized = new float[newHeight * newWidth * 3];
        for (int y = 0; y < newHeight; y++) {
            double row = Math.max(0, (y + 0.5) * height / newHeight - 0.5);
            for (int x = 0; x < newWidth; x++) {
                double column = Math.max(0, (x + 0.5) * width / newWidth - 0.5);
                for (int channel = 0; channel < 3; channel++) {
                    resized[(y * newWidth + x) * 3 + channel] = between(row, column, channel);
                }
            }
        }
        return new Pixels(resized, newHeight, newWidth);
    }

    private float between(double row, double column, int channel) {
        int top = (int) row;
        int left = (int) column;
        double down = row - top;
        double right = column - left;
        double above = at(top, left, channel) * (1 - right) + at(top, left + 1, channel) * right;
        double below = at(top + 1, left, channel) * (1 - right) + at(top + 1, left + 1, channel) * right;
        return (float) (above * (1 - down) + below * down);
    }

    private float at(int row, int column, int channel) {
        return rgb[(Math.min(row, height - 1) * width + Math.min(column, width - 1)) * 3 + channel];
    }
}
