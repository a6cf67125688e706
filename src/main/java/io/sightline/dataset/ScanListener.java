package io.sightline.dataset;

/** Is told how the reading of a data set's files goes on, on the thread that asked for it. */
@FunctionalInterface
public interface ScanListener {

    /** A listener that does not care. */
    static ScanListener none() {
        return (done, total) -> {};
    }

    /** So many of the files have been read through for their SHA-256. */
    void filesRead(int done, int total);
}
