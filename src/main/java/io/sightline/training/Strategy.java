package io.sightline.training;

/** How a pretrained backbone is put to a new task. */
public enum Strategy {
    /** The backbone stays as it is; a new head is trained on its features. */
    FEATURE_EXTRACTION("feature-extraction"),
    /** After that the upper layers of the backbone are trained with the head, at a very low rate. */
    FINE_TUNING("fine-tuning");

    private final String id;

    Strategy(String id) {
        this.id = id;
    }

    /** Its name on the command line and in manifests. */
    public String id() {
        return id;
    }

    @Override
    public String toString() {
        return id;
    }
}
