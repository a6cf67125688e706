package io.sightline.augmentation;

/**
 * Brightness, contrast, saturation and hue of one picture, one after another, as a single matrix and
 * offset on every pixel.
 *
 * @param brightness added to every value
 * @param contrast factor on the distance from the picture's mean
 * @param saturation factor on the distance from grey
 * @param hue shift round the colour circle, in radians: from red over green to blue
 */
record ColourChange(double brightness, double contrast, double saturation, double hue) {
    static final ColourChange NONE = new ColourChange(0, 1, 1, 0);

    /** How bright red, green and blue look: ITU-R BT.601, as in {@code tf.image.rgb_to_grayscale}. */
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    /** From RGB to luma and two chroma values in a plane (YIQ); a turn in that plane changes the hue. */
    private static final double[][] TO_YIQ = {LUMA, {0.595716, -0.274453, -0.321263}, {0.211456, -0.522591, 0.311135}};

    private static final double[][] FROM_YIQ = inverse(TO_YIQ);

    /** Changes pixels in place; values end within 0 to 255. */
    void apply(float[] rgb) {
        if (equals(NONE)) {
            return;
        }
        double[][] colour = multiply(hueMatrix(), saturationMatrix());
        double[] mean = mean(rgb);
        float[] matrix = new float[Pixel.CHANNELS * Pixel.CHANNELS];
        float[] offset = new float[Pixel.CHANNELS];
        for (int row = 0; row < Pixel.CHANNELS; row++) {
            double sum = 0;
            for (int column = 0; column < Pixel.CHANNELS; column++) {
                matrix[row * Pixel.CHANNELS + column] = (float) (contrast * colour[row][column]);
                sum += colour[row][column] * (brightness + (1 - contrast) * mean[column]);
            }
            offset[row] = (float) sum;
        }
        for (int i = 0; i < rgb.length; i += Pixel.CHANNELS) {
            float red = rgb[i];
            float green = rgb[i + 1];
            float blue = rgb[i + 2];
            rgb[i] = Pixel.clip(matrix[0] * red + matrix[1] * green + matrix[2] * blue + offset[0]);
            rgb[i + 1] = Pixel.clip(matrix[3] * red + matrix[4] * green + matrix[5] * blue + offset[1]);
            rgb[i + 2] = Pixel.clip(matrix[6] * red + matrix[7] * green + matrix[8] * blue + offset[2]);
        }
    }

    private double[][] saturationMatrix() {
        double[][] matrix = new double[Pixel.CHANNELS][Pixel.CHANNELS];
        for (int row = 0; row < Pixel.CHANNELS; row++) {
            for (int column = 0; column < Pixel.CHANNELS; column++) {
                matrix[row][column] = (1 - saturation) * LUMA[column] + (row == column ? saturation : 0);
            }
        }
        return matrix;
    }

    private double[][] hueMatrix() {
        if (hue == 0) {
            return new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
        }
        double cos = Math.cos(hue);
        double sin = Math.sin(hue);
        double[][] turn = {{1, 0, 0}, {0, cos, sin}, {0, -sin, cos}};
        return multiply(FROM_YIQ, multiply(turn, TO_YIQ));
    }

    private static double[] mean(float[] rgb) {
        double[] sum = new double[Pixel.CHANNELS];
        for (int i = 0; i < rgb.length; i += Pixel.CHANNELS) {
            sum[0] += rgb[i];
            sum[1] += rgb[i + 1];
            sum[2] += rgb[i + 2];
        }
        double pixels = (double) rgb.length / Pixel.CHANNELS;
        return new double[] {sum[0] / pixels, sum[1] / pixels, sum[2] / pixels};
    }

    private static double[][] multiply(double[][] a, double[][] b) {
        double[][] product = new double[Pixel.CHANNELS][Pixel.CHANNELS];
        for (int row = 0; row < Pixel.CHANNELS; row++) {
            for (int column = 0; column < Pixel.CHANNELS; column++) {
                for (int i = 0; i < Pixel.CHANNELS; i++) {
                    product[row][column] += a[row][i] * b[i][column];
                }
            }
        }
        return product;
    }

    /** By cofactors; indices go round. */
    private static double[][] inverse(double[][] m) {
        double[][] adjugate = new double[Pixel.CHANNELS][Pixel.CHANNELS];
        for (int row = 0; row < Pixel.CHANNELS; row++) {
            for (int column = 0; column < Pixel.CHANNELS; column++) {
                int a = (column + 1) % Pixel.CHANNELS;
                int b = (column + 2) % Pixel.CHANNELS;
                int c = (row + 1) % Pixel.CHANNELS;
                int d = (row + 2) % Pixel.CHANNELS;
                adjugate[row][column] = m[a][c] * m[b][d] - m[a][d] * m[b][c];
            }
        }
        double determinant = 0;
        for (int i = 0; i < Pixel.CHANNELS; i++) {
            determinant += m[0][i] * adjugate[i][0];
        }
        for (double[] row : adjugate) {
            for (int i = 0; i < Pixel.CHANNELS; i++) {
                row[i] /= determinant;
            }
        }
        return adjugate;
    }
}
