package io.sightline.augmentation;

import io.sightline.config.OptionString;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What may happen to a picture, and how strongly, in the units of Keras' layers. A strength of 0 leaves
 * a step out.
 *
 * <p>On the command line a spec is written as {@code flip,rotation=0.1,cutout=0.25}, or as a preset,
 * {@code none}, {@code light}, {@code default} or {@code strong}, which may have changes after it:
 * {@code default,hue=0,crop=0.9}.
 *
 * @param flip {@code RandomFlip}
 * @param rotation {@code RandomRotation}: turned by up to this share of a full turn either way, 0 to 0.5
 * @param zoom {@code RandomZoom}: the view grows or shrinks by up to this share, 0 to below 1; the
 *     aspect ratio stays
 * @param shift {@code RandomTranslation}: moved by up to this share of its width and height, 0 to 1
 * @param brightness {@code RandomBrightness}: up to this share of 255 is added or taken, 0 to 1
 * @param contrast {@code RandomContrast}: the distance of each colour from its mean in the picture is
 *     multiplied with 1 plus or minus up to this, 0 to 1
 * @param saturation the distance from the picture in grey is multiplied with 1 plus or minus up to
 *     this, 0 to 1
 * @param hue as {@code tf.image.random_hue}: the colours go round the circle by up to this share of it
 *     either way, 0 to 0.5
 * @param crop {@code RandomCrop}: a window with this share of width and height, anywhere in the
 *     picture, over 0 to 1, is stretched over the whole; 1 is none
 * @param cutout a grey square with this share of the shorter side, its middle anywhere: DeVries and
 *     Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017; 0 to 1
 */
public record AugmentationSpec(
        Flip flip,
        double rotation,
        double zoom,
        double shift,
        double brightness,
        double contrast,
        double saturation,
        double hue,
        double crop,
        double cutout) {
    /** Pictures as they are. */
    public static final AugmentationSpec NONE = new AugmentationSpec(Flip.NONE, 0, 0, 0, 0, 0, 0, 0, 1, 0);

    private static final Map<String, AugmentationSpec> PRESETS = Map.of(
            "none", NONE,
            "light", new AugmentationSpec(Flip.HORIZONTAL, 0.02, 0.1, 0.05, 0.1, 0.1, 0.1, 0, 1, 0),
            "default", new AugmentationSpec(Flip.HORIZONTAL, 0.05, 0.15, 0.1, 0.15, 0.2, 0.2, 0.02, 1, 0),
            "strong", new AugmentationSpec(Flip.HORIZONTAL, 0.1, 0.25, 0.15, 0.25, 0.3, 0.4, 0.04, 1, 0.3));

    private static final List<String> STEPS = List.of(
            "flip", "rotation", "zoom", "shift", "brightness", "contrast", "saturation", "hue", "crop", "cutout");

    public AugmentationSpec {
        require("rotation", rotation, 0, 0.5);
        require("zoom", zoom, 0, Math.nextDown(1.0));
        require("shift", shift, 0, 1);
        require("brightness", brightness, 0, 1);
        require("contrast", contrast, 0, 1);
        require("saturation", saturation, 0, 1);
        require("hue", hue, 0, 0.5);
        require("crop", crop, Double.MIN_VALUE, 1);
        require("cutout", cutout, 0, 1);
    }

    /**
     * Reads a spec.
     *
     * @throws IllegalArgumentException naming the part that is wrong and what there is
     */
    public static AugmentationSpec parse(String text) {
        OptionString options = OptionString.parse("augmentation", text);
        String first = options.names().get(0);
        AugmentationSpec preset = PRESETS.get(first);
        if (preset == null && !STEPS.contains(first)) {
            throw options.wrong("there is no " + first + "; there are none, light, default, strong, and "
                    + String.join(", ", STEPS));
        }
        List<String> allowed = new ArrayList<>(STEPS);
        if (preset != null) {
            allowed.add(first);
        }
        options.allow(allowed);
        AugmentationSpec base = preset == null ? NONE : preset;
        return new AugmentationSpec(
                flip(options, base.flip),
                options.number("rotation", base.rotation, 0, 0.5, "from 0 to 0.5, a share of a full turn"),
                options.number("zoom", base.zoom, 0, Math.nextDown(1.0), "from 0 to below 1"),
                options.number("shift", base.shift, 0, 1, "from 0 to 1, a share of the picture's side"),
                options.number("brightness", base.brightness, 0, 1, "from 0 to 1"),
                options.number("contrast", base.contrast, 0, 1, "from 0 to 1"),
                options.number("saturation", base.saturation, 0, 1, "from 0 to 1"),
                options.number("hue", base.hue, 0, 0.5, "from 0 to 0.5, a share of the colour circle"),
                options.number("crop", base.crop, Double.MIN_VALUE, 1, "over 0 to 1, the share that stays"),
                options.number("cutout", base.cutout, 0, 1, "from 0 to 1, a share of the shorter side"));
    }

    /** The spec as it could be written on the command line: what happens, without what does not. */
    @Override
    public String toString() {
        List<String> steps = new ArrayList<>();
        if (flip != Flip.NONE) {
            steps.add("flip=" + flip.id());
        }
        double[] strengths = {rotation, zoom, shift, brightness, contrast, saturation, hue};
        for (int i = 0; i < strengths.length; i++) {
            add(steps, STEPS.get(i + 1), strengths[i], 0);
        }
        add(steps, "crop", crop, 1);
        add(steps, "cutout", cutout, 0);
        return steps.isEmpty() ? "none" : String.join(",", steps);
    }

    private static void add(List<String> steps, String name, double strength, double none) {
        if (strength != none) {
            steps.add(name + "=" + strength);
        }
    }

    private static Flip flip(OptionString options, Flip preset) {
        if (!options.has("flip")) {
            return preset;
        }
        String name = options.word("flip", "horizontal", "none", "horizontal", "vertical", "horizontal_and_vertical");
        return Flip.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static void require(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be from " + least + " to " + most);
        }
    }
}
