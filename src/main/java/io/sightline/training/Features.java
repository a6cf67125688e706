package io.sightline.training;

import java.util.List;

/**
 * What a frozen backbone sees in labelled pictures.
 *
 * @param values features of each picture
 * @param labels index of the class of each, in the same order
 */
record Features(List<float[]> values, List<Integer> labels) {
    Features {
        values = List.copyOf(values);
        labels = List.copyOf(labels);
    }

    int size() {
        return values.size();
    }
}
