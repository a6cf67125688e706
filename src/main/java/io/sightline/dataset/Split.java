package io.sightline.dataset;

/** What a picture of a data set is for, in the order in which it is looked at. */
public enum Split {
    /** To fit the weights. */
    TRAIN,
    /** To choose among epochs. */
    VALIDATION,
    /** To say how good the result is; never looked at before. */
    TEST;

    /**
     * The split of a picture whose data set does not say: 80/10/10 by the picture's content, so that
     * no copy of it falls into another, today or later.
     *
     * @param sha256 of the file, in hexadecimal
     */
    public static Split ofContent(String sha256) {
        long draw = Long.parseLong(sha256.substring(0, 8), 16) % 10;
        return draw < 8 ? TRAIN : draw == 8 ? VALIDATION : TEST;
    }
}
