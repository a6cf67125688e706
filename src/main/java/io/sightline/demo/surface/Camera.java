package io.sightline.demo.surface;

import java.awt.image.BufferedImage;

/** What a plain industrial camera makes of a lit surface: focus, exposure, white balance, noise. */
final class Camera {
    private static final int GRAIN = 1 << 16;
    private static final float[] NOISE = noise();

    private final Dice dice;
    private final float exposure;
    private final float warmth;
    private final float contrast;
    private final float vignette;
    private final float noise;
    private final float defocus;

    Camera(Dice dice) {
        this.dice = dice;
        exposure = dice.between(0.82, 1.12);
        warmth = dice.between(-0.09, 0.09);
        contrast = dice.between(0.85, 1.2);
        vignette = dice.between(0, 0.35);
        noise = dice.between(0.004, 0.022);
        defocus = dice.chance(0.5) ? 0 : dice.between(0.2, 1.6);
    }

    private static float[] noise() {
        Dice dice = new Dice(40_009);
        float[] values = new float[GRAIN];
        for (int i = 0; i < values.length; i++) {
            values[i] = dice.gaussian();
        }
        return values;
    }

    BufferedImage expose(Surface lit) {
        int size = lit.size();
        for (float[] channel : new float[][] {lit.red(), lit.green(), lit.blue()}) {
            Blur.slightly(channel, size, Math.min(1, defocus));
            Blur.slightly(channel, size, Math.max(0, defocus - 1));
        }
        int[] rgb = new int[size * size];
        int grain = dice.between(0, GRAIN - 1);
        for (int row = 0, at = 0; row < size; row++) {
            float fromCentreY = (row - size * 0.5f) / size;
            for (int column = 0; column < size; column++, at++) {
                float fromCentreX = (column - size * 0.5f) / size;
                float dimmed = exposure * (1 - vignette * (fromCentreX * fromCentreX + fromCentreY * fromCentreY));
                float luma = NOISE[(grain + at * 7) & (GRAIN - 1)] * noise;
                float chroma = NOISE[(grain + at * 13 + 5) & (GRAIN - 1)] * noise * 0.5f;
                rgb[at] = pixel(lit.red()[at] * dimmed * (1 + warmth), luma + chroma) << 16
                        | pixel(lit.green()[at] * dimmed, luma) << 8
                        | pixel(lit.blue()[at] * dimmed * (1 - warmth), luma - chroma);
            }
        }
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, size, size, rgb, 0, size);
        return image;
    }

    /** Linear light to the camera's curve (about gamma 2), contrast around the middle, noise, 8 bits. */
    private int pixel(float light, float noise) {
        float curve = (float) Math.sqrt(Math.max(0, light));
        float value = (curve - 0.5f) * contrast + 0.5f + noise;
        return Math.max(0, Math.min(255, Math.round(value * 255)));
    }
}
