package io.sightline.demo.surface;

/**
 * A square piece of something, before light falls on it. Values of a pixel are at index {@code y *
 * size + x}; materials and defects write into the arrays.
 */
@SuppressWarnings("ArrayRecordComponent") // canvases, never compared
public record Surface(int size, float[] red, float[] green, float[] blue, float[] height, float[] gloss) {

    /** A black, flat, dull surface. */
    public static Surface blank(int size) {
        int pixels = size * size;
        return new Surface(
                size, new float[pixels], new float[pixels], new float[pixels], new float[pixels], new float[pixels]);
    }

    /** Colour where a material puts nothing else, 0 to 1. */
    public void paint(int at, Color color, float brightness) {
        red[at] = color.red() * brightness;
        green[at] = color.green() * brightness;
        blue[at] = color.blue() * brightness;
    }

    /** Lays a colour over what is there. */
    public void cover(int at, Color color, float opacity) {
        red[at] += (color.red() - red[at]) * opacity;
        green[at] += (color.green() - green[at]) * opacity;
        blue[at] += (color.blue() - blue[at]) * opacity;
    }

    /** Multiplies the colour, as a stain in a fabric does. */
    public void tint(int at, Color color, float strength) {
        red[at] *= 1 + (color.red() - 1) * strength;
        green[at] *= 1 + (color.green() - 1) * strength;
        blue[at] *= 1 + (color.blue() - 1) * strength;
    }

    /** Linear red, green, blue, each 0 to 1. */
    public record Color(float red, float green, float blue) {
        public static Color of(double red, double green, double blue) {
            return new Color((float) red, (float) green, (float) blue);
        }

        public static Color grey(double value) {
            return of(value, value, value);
        }

        /** From hue (0 to 1 around the circle), saturation and value. */
        public static Color hsv(float hue, float saturation, float value) {
            int rgb = java.awt.Color.HSBtoRGB(hue, saturation, value);
            return of((rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
        }

        /** A colour much like this one. */
        public Color near(Dice dice, double spread) {
            float all = dice.between(-spread, spread);
            return of(
                    clamp(red + all + dice.between(-spread / 3, spread / 3)),
                    clamp(green + all + dice.between(-spread / 3, spread / 3)),
                    clamp(blue + all + dice.between(-spread / 3, spread / 3)));
        }

        private static float clamp(float value) {
            return Math.min(1, Math.max(0.01f, value));
        }
    }
}
