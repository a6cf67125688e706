package io.sightline.cnn;

import java.util.List;

/**
 * What Keras 3 computes for the weights and the picture of {@link DeterministicWeights}, kept here for
 * machines without the reference files.
 *
 * @param imageSize side of the picture
 * @param first16 the first features
 * @param norm √Σx² over all features
 * @param mean over all features
 * @param indexOfMax place of the largest feature
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record KerasReference(
        Backbone backbone,
        double alpha,
        int imageSize,
        long parameters,
        long trainable,
        float[] first16,
        double norm,
        double mean,
        int indexOfMax) {

    /** One for each backbone, and a second width of MobileNetV2. */
    public static final List<KerasReference> ALL = List.of(
            new KerasReference(
                    Backbone.MOBILENET_V2,
                    1.0,
                    96,
                    2_257_984,
                    2_223_872,
                    new float[] {
                        0.79519707f,
                        0.05690739f,
                        0.052745633f,
                        1.3887455f,
                        0.32490352f,
                        0.12772484f,
                        3.3414757f,
                        0.2890063f,
                        0,
                        0.17514269f,
                        0.18204096f,
                        2.8698373f,
                        3.2997553f,
                        0.59324306f,
                        0.048497796f,
                        1.8415532f
                    },
                    79.21789714777859,
                    1.5920049131920677,
                    1078),
            new KerasReference(
                    Backbone.MOBILENET_V2,
                    0.35,
                    96,
                    410_208,
                    396_128,
                    new float[] {
                        3.7025042f,
                        3.0047703f,
                        4.884293f,
                        2.5288615f,
                        0.23074137f,
                        0.3606481f,
                        1.8498391f,
                        4.4879155f,
                        0.26973838f,
                        3.3566663f,
                        4.460153f,
                        5.559397f,
                        0.7023834f,
                        1.4779f,
                        1.994861f,
                        1.9222594f
                    },
                    79.54743920496247,
                    1.5884070017957128,
                    798),
            new KerasReference(
                    Backbone.RESNET50,
                    1.0,
                    96,
                    23_587_712,
                    23_534_592,
                    new float[] {
                        188426.11f,
                        26332.295f,
                        41162.484f,
                        68881.83f,
                        110479.47f,
                        20375.762f,
                        0,
                        0,
                        12955.952f,
                        100253.28f,
                        102766.234f,
                        38634.473f,
                        99978.25f,
                        55784.105f,
                        57024.203f,
                        503792.62f
                    },
                    8246484.054570339,
                    133789.01890347525,
                    1201),
            new KerasReference(
                    Backbone.INCEPTION_V3,
                    1.0,
                    139,
                    21_802_784,
                    21_768_352,
                    new float[] {
                        5.76148f,
                        0,
                        2.7373667f,
                        1.8740499f,
                        0.6439378f,
                        0.74140286f,
                        0,
                        0.023471393f,
                        0,
                        1.0991826f,
                        5.96529f,
                        0,
                        1.0791602f,
                        0.023085922f,
                        4.460582f,
                        0
                    },
                    62.582827697422374,
                    0.8608375730359512,
                    1871),
            new KerasReference(
                    Backbone.VGG16,
                    1.0,
                    64,
                    14_714_688,
                    14_714_688,
                    new float[] {
                        91.169815f,
                        175.28897f,
                        38.671947f,
                        61.473804f,
                        152.45929f,
                        69.592415f,
                        285.59995f,
                        81.27725f,
                        0,
                        78.64516f,
                        58.692f,
                        99.43199f,
                        60.617065f,
                        240.3084f,
                        122.1318f,
                        132.94554f
                    },
                    3695.767932505573,
                    124.86863098150934,
                    454),
            new KerasReference(
                    Backbone.VGG19,
                    1.0,
                    64,
                    20_024_384,
                    20_024_384,
                    new float[] {
                        0,
                        17.494678f,
                        175.5241f,
                        47.547127f,
                        91.026245f,
                        21.388874f,
                        181.76857f,
                        131.61584f,
                        0,
                        68.11488f,
                        104.51643f,
                        42.916325f,
                        73.30669f,
                        7.276685f,
                        110.059364f,
                        117.92154f
                    },
                    3003.460591294655,
                    102.94702476615203,
                    180));

    public Architecture architecture() {
        return backbone.architecture(alpha, imageSize);
    }

    /** The layer list's name among the reference files. */
    public String layersFile() {
        return "parity/" + (backbone.hasWidths() ? backbone.id() + "_" + alpha : backbone.id()) + ".layers.json";
    }

    @Override
    public String toString() {
        return backbone.id() + " " + alpha;
    }
}
